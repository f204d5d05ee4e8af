package io.jenkins.plugins.promotion.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.store.Application;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the log of a build that waits tells, and how often. */
@WithJenkins
class WaitLogTest {
    private static final PromotionId ID = PromotionId.parse("guarded-1");

    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        ApprovalDefinition approvals = new ApprovalDefinition();
        approvals.setCount(2);
        guarded.setApprovals(List.of(approvals));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(guarded));
    }

    private static void as(WorkflowJob job, String user, Consumer<Decisions> deed) {
        Decisions decisions = Decisions.of(Application.of(job, null), job);
        try (ACLContext context = ACL.as2(User.getById(user, true).impersonate2())) {
            deed.accept(decisions);
        }
    }

    @Test
    void aWithdrawnVoteIsToldAndWhatStaysIsOnlyNamed() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo(environment: 'guarded', checklist: ['Backup', 'On call']) { echo 'live' }");
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("[why] Checklist of the build: 0 of 2 ticked; missing: Backup; On call.", run);

        as(shop, "priya", decisions -> decisions.vote(ID, null, Decision.APPROVE, null));
        jenkins.waitForMessage("[why] Approvals: 1 of 2", run);
        jenkins.waitForMessage("[why] Still in the way, as said before: Checklist of the build.", run);
        as(shop, "priya", decisions -> decisions.withdraw(ID, null));
        jenkins.waitForMessage("[why]   The approval by priya was withdrawn.", run);
        as(shop, "priya", decisions -> decisions.tick(ID, null, "Backup", true));
        jenkins.waitForMessage("[why] Checklist of the build: 1 of 2 ticked; missing: On call.", run);
        jenkins.waitForMessage("[why]   'Backup' was ticked by priya.", run);
        as(shop, "roland", decisions -> decisions.override(ID, "Checklist of the build", "nobody\nis on call"));
        jenkins.waitForMessage(
                "[promotion] Checklist of the build is lifted. Overridden by roland: nobody is on call. Without that:",
                run);
        as(shop, "priya", decisions -> decisions.vote(ID, null, Decision.APPROVE, null));
        as(shop, "jonas", decisions -> decisions.vote(ID, null, Decision.APPROVE, null));

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(Promotions.promotion(shop, "guarded-1").votes()).hasSize(3);
        assertThat(JenkinsRule.getLog(run).lines().filter(line -> line.contains("missing: Backup; On call")))
                .hasSize(1);
    }

    @Test
    void aHundredItemsDoNotFloodTheLog() throws Exception {
        List<String> items = IntStream.range(0, 100).mapToObj(i -> "item " + i).toList();
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo(environment: 'guarded', checklist: (0..99).collect { 'item ' + it }) { echo 'live' }");
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        as(shop, "priya", decisions -> items.subList(0, 20).forEach(item -> decisions.tick(ID, null, item, true)));
        jenkins.waitForMessage("20 of 100 ticked", run);
        jenkins.waitForMessage("[why]   And 15 more, see the build page.", run);
        run.doKill();
        jenkins.waitForCompletion(run);
    }

    @Test
    void aFaultyChecklistFailsTheStepAtOnce() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo(environment: 'guarded', checklist: ['Backup', 'Backup']) { echo 'live' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);
        jenkins.assertLogContains(
                "items of 'Checklist of the build': '[Backup, Backup]' is not allowed; it takes 1 to 100 items, each once",
                run);
        assertThat(Promotions.slot(shop, "guarded").version()).isZero();
    }
}
