package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.steps.Promotions.vote;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code promoteTo} with a block, in Scripted Pipelines, with the environments that are there from the start. */
@WithJenkins
class PromoteToStepTest {
    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
    }

    @Test
    void deploysAtOnceWhereNoRuleStandsInTheWay() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                promoteTo(environment: 'staging', version: '2.14.3') {
                  echo "deploying $PROMOTION_VERSION in place of <$PROMOTION_PREVIOUS_VERSION> to $PROMOTION_ENVIRONMENT"
                  echo "as $PROMOTION_ID, to $PROMOTION_MODE <$PROMOTION_ARTIFACT>"
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("deploying 2.14.3 in place of <> to staging", run);
        jenkins.assertLogContains("as staging-1, to deploy <>", run);
        jenkins.assertLogContains("[promotion] 2.14.3 is verified in staging.", run);
        assertOutcomes(shop, "staging", "2.14.3 VERIFIED");
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("2.14.3");
    }

    @Test
    void theVersionIsThatOfAnEarlierPromotionInTheBuildElseTheBuildNumber() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                promoteTo('development') { echo 'one' }
                promoteTo(environment: 'staging', version: '7.0', artifact: "shop@sha256:${'a' * 64}") { echo 'two' }
                promoteTo('development') { echo 'three' }
                """);

        jenkins.buildAndAssertSuccess(shop);

        assertOutcomes(shop, "development", "1 VERIFIED", "7.0 VERIFIED");
        assertThat(promotion(shop, "development-2").release().artifacts()).hasSize(1);
    }

    @Test
    void productionWaitsForStagingAndAnApprovalWithoutAnExecutor() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                promoteTo('staging') { echo 'to staging' }
                promoteTo('production') { node { echo "live: $PROMOTION_VERSION" } }
                """);
        WorkflowRun run = promotions.start(shop);

        promotions.awaitWaiting(run);
        jenkins.assertLogContains("[promotion] production-1: 1 waits to enter production.", run);
        jenkins.assertLogContains("[why] Approvals: 0 of 1 from people with the permission to approve.", run);
        promotions.awaitIdleExecutors();
        jenkins.assertLogNotContains("live: 1", run);

        approve(shop, "production-1", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("live: 1", run);
        assertOutcomes(shop, "production", "1 VERIFIED");
        assertThat(promotion(shop, "production-1").evidence())
                .containsExactly(
                        "Order: Verified in staging, same version 1.",
                        "Approvals: 1 of 1 from people with the permission to approve.",
                        "Slot: Free.");
    }

    @Test
    void aReleaseThatStagingHasNotVerifiedIsRefusedWithTheWayOut() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('production') { echo 'deployed' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains(
                "1 was not brought into production (production-1): refused. Order: 1 (version 1) was not verified in"
                        + " staging. Promote this release to staging first.",
                run);
        jenkins.assertLogNotContains("deployed", run);
        assertOutcomes(shop, "production", "1 REFUSED");
    }

    @Test
    void anUnknownEnvironmentIsRefusedWithTheNearestName() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('prodution') { echo 'deployed' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains(
                "ERROR: promoteTo: environment: 'prodution' is not allowed; there is no such environment; did you mean"
                        + " 'production'? (known: development, staging, production)",
                run);
    }

    @Test
    void aRejectionEndsItWithItsComment() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo('staging') { echo 'x' }\npromoteTo('production') { echo 'deployed' }");
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);

        vote(shop, "production-1", "priya", Decision.REJECT, "the flags are on");

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("rejected by priya: the flags are on", run);
        jenkins.assertLogNotContains("deployed", run);
        assertOutcomes(shop, "production", "1 REJECTED");
    }

    @Test
    void aNewerReleaseSupersedesTheOneThatWaits() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo('staging') { echo 'x' }\npromoteTo('production') { echo 'live' }");
        WorkflowRun first = promotions.start(shop);
        promotions.awaitWaiting(first);

        WorkflowRun second = promotions.start(shop);
        promotions.awaitWaiting(second);

        jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(first));
        jenkins.assertLogContains("superseded by the newer production-2", first);
        approve(shop, "production-2", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        assertOutcomes(shop, "production", "1 SUPERSEDED", "2 VERIFIED");
    }

    @Test
    void aFailedDeploymentMarksTheSlotAndTheNextMayFollow() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo('staging') { if (env.BUILD_NUMBER == '1') { error 'no space left' } else { echo 'ok' } }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("The deployment of 1 to staging failed and was left as it is: no space left", run);
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.FAILED);
        jenkins.buildAndAssertSuccess(shop);
        assertOutcomes(shop, "staging", "1 FAILED", "2 VERIFIED");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.CLEAR);
    }

    @Test
    void onFailureRollbackRunsTheSameBodyWithTheReleaseBefore() throws Exception {
        String deploy = """
                promoteTo(environment: 'staging', version: "1.${BUILD_NUMBER}", onFailure: 'rollback') {
                  echo "$PROMOTION_MODE $PROMOTION_VERSION over $PROMOTION_PREVIOUS_VERSION"
                  if (PROMOTION_VERSION == '1.2') { error 'unhealthy' }
                }
                """;
        WorkflowJob shop = promotions.pipeline("shop", deploy);
        jenkins.buildAndAssertSuccess(shop);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("deploy 1.2 over 1.1", run);
        jenkins.assertLogContains("rollback 1.1 over 1.2", run);
        jenkins.assertLogContains("failed and was rolled back to 1.1: unhealthy", run);
        assertOutcomes(shop, "staging", "1.1 VERIFIED", "1.2 ROLLED_BACK");
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.1");
    }

    @Test
    void aRollbackThatFailsLeavesTheSlotBrokenUntilSomebodyAcknowledges() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo(environment: 'staging', onFailure: 'rollback') { if (env.BUILD_NUMBER == '2') { error \"no $PROMOTION_MODE\" } else { echo 'ok' } }");
        jenkins.buildAndAssertSuccess(shop);

        WorkflowRun broken = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("staging is BROKEN: no deploy The rollback failed too: no rollback", broken);
        WorkflowRun next = promotions.start(shop);
        promotions.awaitWaiting(next);
        jenkins.assertLogContains(
                "[why] Slot: staging is broken: neither the deployment of 2 (shop #2) nor the rollback after it succeeded.",
                next);
        Promotions.stop(next);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(next));
        assertOutcomes(shop, "staging", "1 VERIFIED", "2 BROKEN", "3 ABORTED");
    }

    @Test
    void anAbortWhileItWaitsTouchesNothing() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo('staging') { echo 'x' }\npromoteTo('production') { echo 'deployed' }");
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("aborted, nothing was touched. The build was aborted.", run);
        jenkins.assertLogNotContains("deployed", run);
        assertOutcomes(shop, "production", "1 ABORTED");
        assertThat(slot(shop, "production").condition()).isEqualTo(Condition.CLEAR);
    }

    @Test
    void anAbortDuringTheDeploymentIsAFailureOfIt() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { semaphore 'deploying' }");
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("deploying/1", run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 FAILED");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.FAILED);
    }

    @Test
    void aSecondAbortStopsTheRollbackTooAndTheSlotSaysSo() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo(environment: 'staging', onFailure: 'rollback') { semaphore 'body' }");
        WorkflowRun first = promotions.start(shop);
        SemaphoreStep.success("body/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("body/2", run);

        Promotions.stop(run);
        SemaphoreStep.waitForStart("body/3", run);
        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 VERIFIED", "2 BROKEN");
    }

    @Test
    void aBuildKilledDuringTheDeploymentLeavesTheSlotUnknown() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { semaphore 'deploying' }");
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("deploying/1", run);

        run.doKill();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 UNKNOWN");
        WorkflowRun next = promotions.start(shop);
        promotions.awaitWaiting(next);
        jenkins.assertLogContains("[why] Slot: staging is in an unknown state", next);
        Promotions.stop(next);
        jenkins.waitForCompletion(next);
    }

    @Test
    void aWaitEndsAtItsDeadline() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo('staging') { echo 'x' }\npromoteTo(environment: 'production', waitTimeout: '1s') { echo 'deployed' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.ABORTED, shop);

        jenkins.assertLogContains("Its deadline passed while it waited. Approvals: 0 of 1", run);
        assertOutcomes(shop, "production", "1 EXPIRED");
    }

    @Test
    void aWaitInsideNodeSaysOnceThatItHoldsAnExecutor() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "promoteTo('staging') { echo 'x' }\nnode { promoteTo('production') { echo 'live' } }");
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);

        jenkins.assertLogContains("This wait holds an executor", run);
        approve(shop, "production-1", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void filesAreHashedInTheWorkspaceAndBindTheRelease() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                node {
                  writeFile file: 'target/shop.txt', text: 'content'
                  promoteTo(environment: 'staging', version: '1.0', artifact: 'target/*.txt') { echo PROMOTION_ARTIFACT }
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains(
                "target/shop.txt@sha256:ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73", run);
    }

    @Test
    void badParametersNameFieldValueAndWhatIsAllowed() throws Exception {
        assertFails("promoteTo(environment: 'staging', artifact: 'a@sha256:12') {}", "name@sha256:<64 hex digits>");
        assertFails("promoteTo(environment: 'staging', artifact: 'none*') {}", "files are hashed in a workspace");
        assertFails("node { promoteTo(environment: 'staging', artifact: 'none*') {} }", "no file of the workspace");
        assertFails("promoteTo(environment: 'staging', waitTimeout: 'soon') {}", "a duration is written 30s, 10m");
        assertFails("promoteTo(environment: 'staging', onFailure: 'retry') {}", "it takes 'leave' or 'rollback'");
        assertFails("promoteTo(environment: 'staging', application: '../x') {}", "a name has 1 to 64 letters");
        assertFails("promoteTo('a/b') {}", "a name has 1 to 64 letters");
    }

    private void assertFails(String script, String message) throws Exception {
        WorkflowJob job = promotions.pipeline("bad", script);
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains(message, run);
        jenkins.assertLogNotContains("\tat io.jenkins.plugins.promotion", run);
    }
}
