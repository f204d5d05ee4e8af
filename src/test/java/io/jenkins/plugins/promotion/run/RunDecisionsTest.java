package io.jenkins.plugins.promotion.run;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.status;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may decide on the page of a build, role by role, and what becomes of it. */
@WithJenkins
class RunDecisionsTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private Readers readers;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
        readers = new Readers(rule);
        Readers.guarded();
    }

    @Test
    void whoeverStartedItSeesWhyTheyMayNotApproveAndCannot() throws Exception {
        WorkflowRun run = waiting();
        String decide = run.getUrl() + "environments/decide";

        HtmlPage page = readers.page("jonas", run.getUrl());
        assertThat(text(page)).contains("You started this promotion, so you may not approve it.");
        HtmlButton button = page.querySelector("button[value=approve]");
        assertThat(button.isDisabled()).isTrue();

        Page refused =
                readers.post("jonas", decide, "promotion", "guarded-1", "decision", "approve", "comment", "mine");
        assertThat(status(refused)).isEqualTo(409);
        assertThat(text((HtmlPage) refused))
                .contains("You may not vote on guarded-1. Approvals: whoever started a promotion may not approve it.");
        assertThat(source(refused)).doesNotContain("\tat io.jenkins");
        assertThat(source(readers.postAsScript("jonas", decide, "promotion", "guarded-1", "decision", "approve")))
                .startsWith("{\"problem\":");
        assertThat(promotion(run.getParent(), "guarded-1").votes()).isEmpty();
        end(run);
    }

    @Test
    void withoutThePermissionOrThePostOrTheCrumbNothingIsDecided() throws Exception {
        WorkflowRun run = waiting();
        String decide = run.getUrl() + "environments/decide";
        String[] vote = {"promotion", "guarded-1", "decision", "approve"};

        assertThat(text(readers.page("reader", run.getUrl()))).contains("You lack the permission Promotion/Approve.");
        assertThat(status(readers.post("reader", decide, vote))).isEqualTo(403);
        assertThat(status(readers.post("roland", decide, vote))).isEqualTo(403);
        assertThat(status(readers.post(null, decide, vote))).isEqualTo(403);
        assertThat(status(readers.postWithoutCrumb("priya", decide, vote))).isEqualTo(403);
        assertThat(status(readers.page("priya", decide + "?promotion=guarded-1&decision=approve")))
                .isIn(404, 405);
        assertThat(status(readers.page(null, run.getUrl() + "environments/"))).isEqualTo(403);
        assertThat(promotion(run.getParent(), "guarded-1").votes()).isEmpty();
        end(run);
    }

    @Test
    void whoeverIsNotLoggedInCannotVoteEvenWithThePermission() throws Exception {
        WorkflowRun run = waiting();
        jenkins.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(Jenkins.READ, Item.READ, PromotionPermissions.APPROVE)
                .everywhere()
                .toEveryone());

        Page refused = readers.post(
                null, run.getUrl() + "environments/decide", "promotion", "guarded-1", "decision", "approve");

        assertThat(status(refused)).isEqualTo(409);
        assertThat(text((HtmlPage) refused)).contains("Log in first: what is decided is recorded under a name.");
        assertThat(promotion(run.getParent(), "guarded-1").votes()).isEmpty();
        end(run);
    }

    @Test
    void aRejectionNeedsACommentAndEndsThePromotion() throws Exception {
        WorkflowRun run = waiting();
        String decide = run.getUrl() + "environments/decide";

        Page silent = readers.post("priya", decide, "promotion", "guarded-1", "decision", "reject", "comment", " ");
        assertThat(status(silent)).isEqualTo(409);
        assertThat(text((HtmlPage) silent)).contains("A rejection needs a comment that says why.");
        assertThat(status(readers.post("priya", decide, "promotion", "guarded-1", "decision", "perhaps")))
                .isEqualTo(409);
        assertThat(status(readers.post("priya", decide, "promotion", "staging-1", "decision", "approve")))
                .isEqualTo(409);

        Page rejected = readers.postAsScript(
                "priya", decide, "promotion", "guarded-1", "decision", "reject", "comment", "Not before the weekend");
        assertThat(source(rejected)).isEqualTo("{\"done\":true}");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(promotion(run.getParent(), "guarded-1").outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(text(readers.page("reader", run.getUrl())))
                .contains("priya rejected it; nothing was touched.")
                .contains("Not before the weekend");
    }

    @Test
    void anApplicationOfAFolderTakesThePermissionOnTheFolderToo() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowJob shop = team.createProject(WorkflowJob.class, "shop");
        shop.setDefinition(
                promotions.script("promoteTo(environment: 'guarded', application: 'suite') { echo 'live' }"));
        jenkins.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(PromotionPermissions.APPROVE)
                .onItems(shop)
                .to("reader"));
        WorkflowRun run = Readers.start(shop, "jonas");
        promotions.awaitWaiting(run);
        String decide = run.getUrl() + "environments/decide";
        String[] vote = {"promotion", "guarded-1", "application", "suite", "decision", "approve"};

        assertThat(status(readers.post("reader", decide, vote))).isEqualTo(403);
        assertThat(status(readers.post("priya", decide, "promotion", "guarded-1", "decision", "approve")))
                .as("not the default application")
                .isEqualTo(409);
        assertThat(status(readers.post("priya", decide, vote))).isEqualTo(200);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(text(readers.page("reader", run.getUrl()))).contains("of suite");
    }

    @Test
    void whatIsUnknownIsAcknowledgedByWhoeverMayRollBack() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { semaphore 'deploying' }");
        WorkflowRun killed = Readers.start(shop, "jonas");
        SemaphoreStep.waitForStart("deploying/1", killed);
        killed.doKill();
        jenkins.waitForCompletion(killed);
        WorkflowRun next = Readers.start(shop, "priya");
        promotions.awaitWaiting(next);
        String acknowledge = next.getUrl() + "environments/acknowledge";
        String[] answer = {"promotion", "staging-2", "marked", "staging-1", "found", "candidate", "reason", "I looked"};

        assertThat(text(readers.page("reader", killed.getUrl())))
                .contains("Unknown")
                .contains("What is live now?")
                .contains("You lack the permission Promotion/Rollback.");
        assertThat(text(readers.page("roland", next.getUrl())))
                .contains("Nothing enters staging before somebody has looked at it")
                .contains("staging-1, #1:");
        assertThat(status(readers.post("priya", acknowledge, answer))).isEqualTo(403);
        assertThat(status(readers.page("roland", acknowledge + "?promotion=staging-2&found=other")))
                .isIn(404, 405);
        assertThat(text((HtmlPage) readers.post(
                        "roland", acknowledge, "promotion", "staging-2", "marked", "staging-1", "found", "other")))
                .contains("An acknowledgement needs a reason");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.UNKNOWN);

        assertThat(status(readers.post("roland", acknowledge, answer))).isEqualTo(200);
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.CLEAR);
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1");
        SemaphoreStep.success("deploying/2", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(next));
        assertThat(text(readers.page("reader", killed.getUrl())))
                .contains("Somebody has acknowledged since what is live.");
        assertThat(text((HtmlPage) readers.post("roland", acknowledge, answer))).contains("nothing to acknowledge");
    }

    private WorkflowRun waiting() throws Exception {
        WorkflowRun run = Readers.start(promotions.pipeline("shop", "promoteTo('guarded') { echo 'live' }"), "jonas");
        promotions.awaitWaiting(run);
        return run;
    }

    private void end(WorkflowRun run) throws Exception {
        Promotions.stop(run);
        jenkins.waitForCompletion(run);
    }
}
