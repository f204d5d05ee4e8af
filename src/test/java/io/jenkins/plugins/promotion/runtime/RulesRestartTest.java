package io.jenkins.plugins.promotion.runtime;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.HotfixDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** All that people decided about a promotion that waits is still so when Jenkins comes back, and still has its effect. */
class RulesRestartTest {
    private static final EnvironmentName GUARDED = EnvironmentName.of("guarded");
    private static final PromotionId ID = new PromotionId(GUARDED, 1);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void ticksOverridesHoldsAndADeclaredHotfixOutliveARestart() throws Throwable {
        sessions.then(jenkins -> {
            configure();
            WorkflowJob shop = new Promotions(jenkins)
                    .pipeline(
                            "shop",
                            "promoteTo(environment: 'guarded', checklist: ['Backup', 'On call']) { echo 'live' }");
            WorkflowRun run = shop.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[why]", run);
            Decisions decisions = decisions(shop);
            decisions.tick(ID, null, "Backup", true);
            decisions.override(ID, "Board", "the board is on holiday");
            decisions.declareHotfix(ID, "payments are down");
            decisions.hold(GUARDED, "stock is counted");
            EnvironmentHolds.at(null).hold(GUARDED, "the data centre moves");
        });
        sessions.then(jenkins -> {
            WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            WorkflowRun run = shop.getLastBuild();
            jenkins.waitForMessage("Ready to run", run);
            Promotion promotion = promotion(shop, "guarded-1");
            assertThat(promotion.isWaiting()).isTrue();
            assertThat(promotion.ticks()).hasSize(1);
            assertThat(promotion.overrides().get(0).reason()).isEqualTo("the board is on holiday");
            assertThat(promotion.hotfix().reason()).isEqualTo("payments are down");
            assertThat(promotion.requested().checklist()).containsExactly("Backup", "On call");
            assertThat(finding(shop, "Hold").reason())
                    .contains("for every application by SYSTEM since ", ": the data centre moves.")
                    .contains("for this application by SYSTEM since ", ": stock is counted.");
            assertThat(finding(shop, "Board").lifted()).isEqualTo(Finding.Lift.OVERRIDE);
            assertThat(finding(shop, "Approvals").reason()).startsWith("0 of 1 ");
            assertThat(finding(shop, "Checklist of the build").reason()).contains("missing: On call.");

            Decisions decisions = decisions(shop);
            decisions.tick(ID, null, "On call", true);
            decisions.vote(ID, "Approvals", Decision.APPROVE, null);
            assertThat(promotion(shop, "guarded-1").isWaiting())
                    .as("it is held")
                    .isTrue();
            decisions.liftHold(GUARDED, "it is counted");
            assertThat(promotion(shop, "guarded-1").isWaiting())
                    .as("it is still held")
                    .isTrue();
            EnvironmentHolds.at(null).lift(GUARDED, "it has moved");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            Promotions.assertOutcomes(shop, "guarded", "1 VERIFIED");
        });
    }

    @Test
    void aHoldThatWasLiftedWhileTheBuildSleptLetsItGo() throws Throwable {
        sessions.then(jenkins -> {
            PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("guarded")));
            EnvironmentHolds.at(null).hold(GUARDED, "the data centre moves");
            WorkflowJob shop = new Promotions(jenkins).pipeline("shop", "promoteTo('guarded') { echo 'live' }");
            jenkins.waitForMessage("[why] Hold", shop.scheduleBuild2(0).waitForStart());
            AttachedPromotions.get().detach(Application.of(shop, null), ID);
            EnvironmentHolds.at(null).lift(GUARDED, "it has moved");
            assertThat(slot(shop, "guarded").open()).hasSize(1);
        });
        sessions.then(RulesRestartTest::goesLive);
    }

    private static void goesLive(JenkinsRule jenkins) throws Exception {
        WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getLastBuild()));
        Promotions.assertOutcomes(shop, "guarded", "1 VERIFIED");
    }

    private static void configure() {
        ApprovalDefinition approvals = new ApprovalDefinition();
        approvals.setCount(2);
        ApprovalDefinition board = new ApprovalDefinition();
        board.setName("Board");
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        guarded.setApprovals(List.of(approvals, board));
        guarded.setHotfix(new HotfixDefinition(1));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(guarded));
    }

    private static Decisions decisions(WorkflowJob job) {
        return Decisions.of(Application.of(job, null), job);
    }

    private static Finding finding(WorkflowJob job, String rule) {
        return Promotions.slots(job)
                .machine(GUARDED)
                .findings(slot(job, "guarded"), promotion(job, "guarded-1"), Instant.now())
                .stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
