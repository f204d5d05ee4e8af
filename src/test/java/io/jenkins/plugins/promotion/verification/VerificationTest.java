package io.jenkins.plugins.promotion.verification;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an environment demands of every deployment, against a real service on this machine. */
@WithJenkins
class VerificationTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private WebService service;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        service = new WebService().status("/shop", 200);
        Demands.page(service.url("/shop"), "10m", null);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void aDeploymentCountsOnceItsHealthChecksHavePassedWithoutAWordInTheJenkinsfile() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertOutcomes(shop, "staging", "1 VERIFIED");
        GateRecord gate = promotion(shop, "staging-1").gate("environment").orElseThrow();
        assertThat(gate.end().verdict()).isEqualTo("PASS");
        assertThat(gate.end().checks())
                .singleElement()
                .satisfies(check -> assertThat(check.well()).isGreaterThanOrEqualTo(2));
        assertThat(service.asked("/shop")).isGreaterThanOrEqualTo(2);
        jenkins.assertLogContains(
                "[promotion] 1 is deployed to staging (staging-1), and counts once the health checks of the environment"
                        + " have passed.",
                run);
        jenkins.assertLogContains("[why] Health: not every check has been well 2 times in a row yet.", run);
        jenkins.assertLogContains("[health] PASS. Every check was well.", run);
        jenkins.assertLogContains("1 is verified in staging.", run);
        Demands.await(() -> Files.notExists(file(shop))); // nothing is left behind
    }

    @Test
    void whatIsNotWellHasFailed() throws Exception {
        service.status("/shop", 503);
        Demands.page(service.url("/shop"), "10s", null);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertOutcomes(shop, "staging", "1 FAILED");
        jenkins.assertLogContains("The health checks of the environment ended FAIL.", run);
        jenkins.assertLogContains("The status is 503 instead of 200-299.", run);
        assertThat(slot(shop, "staging").live()).isEmpty();
    }

    @Test
    void whatIsNotWellIsRolledBackAndThenLookedAtAgain() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        jenkins.buildAndAssertSuccess(shop);
        service.status("/shop", 503);
        Demands.pageThatFails(service.url("/shop"));
        shop.setDefinition(promotions.script("""
                promoteTo(environment: 'staging', onFailure: 'rollback') {
                  echo "$PROMOTION_MODE to $PROMOTION_VERSION"
                  if (PROMOTION_MODE == 'rollback') { semaphore 'back' }
                }
                """));
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("back/1", run);
        service.status("/shop", 200);
        SemaphoreStep.success("back/1", null);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 VERIFIED", "2 ROLLED_BACK");
        jenkins.assertLogContains("rollback to 1", run);
        jenkins.assertLogContains("1 is back in staging (staging-2)", run);
        assertThat(promotion(shop, "staging-2").gates())
                .extracting(gate -> gate.gate() + " " + gate.end().verdict())
                .containsExactly("environment FAIL", "environment-rollback PASS");
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1");
    }

    @Test
    void aRollbackThatIsNotWellBreaksTheSlot() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        jenkins.buildAndAssertSuccess(shop);
        service.status("/shop", 503);
        Demands.pageThatFails(service.url("/shop"));
        shop.setDefinition(
                promotions.script("promoteTo(environment: 'staging', onFailure: 'rollback') { echo 'deployed' }"));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertOutcomes(shop, "staging", "1 VERIFIED", "2 BROKEN");
        jenkins.assertLogContains("staging is BROKEN", run);
    }

    @Test
    void anAbortIsAFailureAndNamesWhoAborted() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        service.status("/shop", 503);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("shop is not well", run);

        try (hudson.security.ACLContext ignored =
                hudson.security.ACL.as2(User.getById("priya", true).impersonate2())) {
            run.getExecutor()
                    .interrupt(Result.ABORTED, new jenkins.model.CauseOfInterruption.UserInterruption("priya"));
        }

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 FAILED");
        PromotionState.Over over =
                (PromotionState.Over) promotion(shop, "staging-1").state();
        assertThat(over.by().id()).isEqualTo("priya");
        assertThat(over.reason()).contains("They were aborted by");
        assertThat(Demands.state(shop, "staging-1")).as("nobody looks any more").isNull();
    }

    @Test
    void anAbortIsRolledBackAsAFailureIs() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        jenkins.buildAndAssertSuccess(shop);
        service.status("/shop", 503);
        shop.setDefinition(promotions.script("""
                promoteTo(environment: 'staging', onFailure: 'rollback') {
                  if (PROMOTION_MODE == 'rollback') { semaphore 'back' }
                }
                """));
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("shop is not well", run);

        Promotions.stop(run);
        SemaphoreStep.waitForStart("back/1", run);
        service.status("/shop", 200);
        SemaphoreStep.success("back/1", null);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 VERIFIED", "2 ROLLED_BACK");
    }

    @Test
    void onALineItGoesOnAfterTheBlockAndPastTheEndOfTheBuild() throws Exception {
        service.status("/shop", 503);
        WorkflowJob shop = promotions.pipeline(
                "shop", "stage('Staging') { promoteTo('staging'); echo 'deployed' }\necho 'something else'");

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("something else", run);
        assertThat(promotion(shop, "staging-1").state()).isInstanceOf(PromotionState.Verifying.class);
        service.status("/shop", 200);
        awaitEnd(shop, "staging-1");
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }

    @Test
    void onALineItsFailureIsLeftBecauseThereIsNoBodyToRunAgain() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging')\necho 'deployed'");
        jenkins.buildAndAssertSuccess(shop);
        awaitEnd(shop, "staging-1");
        service.status("/shop", 503);
        Demands.pageThatFails(service.url("/shop"));
        shop.setDefinition(
                promotions.script("promoteTo(environment: 'staging', onFailure: 'rollback')\necho 'deployed'"));

        jenkins.buildAndAssertSuccess(shop);

        awaitEnd(shop, "staging-2");
        assertOutcomes(shop, "staging", "1 VERIFIED", "2 FAILED");
    }

    @Test
    void aBuildThatIsDeletedMeanwhileLeavesNothingUnknown() throws Exception {
        service.status("/shop", 503);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging')\necho 'deployed'");
        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        run.delete();

        service.status("/shop", 200);
        awaitEnd(shop, "staging-1");
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }

    @Test
    void aBuildThatIsKilledMeanwhileLeavesNothingUnknown() throws Exception {
        service.status("/shop", 503);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("shop is not well", run);

        run.doKill();
        jenkins.waitForCompletion(run);

        service.status("/shop", 200);
        awaitEnd(shop, "staging-1");
        assertThat(promotion(shop, "staging-1").outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void asAStageOptionTheStageIsTheDeploymentAndTheNextOneWaits() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                pipeline {
                  agent none
                  stages {
                    stage('Staging') {
                      options { promoteTo('staging') }
                      steps { echo 'deployed' }
                    }
                    stage('After') { steps { echo 'after' } }
                  }
                }
                """);
        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertOutcomes(shop, "staging", "1 VERIFIED");
        String log = JenkinsRule.getLog(run);
        assertThat(log.indexOf("1 is verified in staging.")).isLessThan(log.indexOf("\nafter"));
        assertThat(promotion(shop, "staging-1").gate("environment")).isPresent();
    }

    @Test
    void aJenkinsfileCannotLeaveThemOut() throws Exception {
        service.status("/shop", 503);
        Demands.pageThatFails(service.url("/shop"));
        WorkflowJob shop = promotions.pipeline("shop", """
                try {
                  promoteTo(environment: 'staging') {
                    healthGate checks: http('%s'), failureThreshold: 1, interval: '1s', onFailure: 'continue'
                  }
                } catch (e) {
                  echo "caught: ${e.message}"
                }
                """.formatted(service.url("/shop")));

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("caught:", run);
        assertOutcomes(shop, "staging", "1 FAILED");
    }

    @Test
    void whatIsChangedInTheConfigurationMeanwhileIsForTheNextDeployment() throws Exception {
        service.status("/shop", 503);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("shop is not well", run);

        Demands.page(service.url("/another"), "10m", null);
        service.status("/shop", 200);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(service.asked("/another")).isZero();
    }

    private static void awaitEnd(WorkflowJob job, String id) throws InterruptedException {
        Demands.await(() -> promotion(job, id).outcome() != null);
    }

    private static Path file(WorkflowJob job) {
        return job.getRootDir().toPath().resolve("promotions/staging.verifying");
    }
}
