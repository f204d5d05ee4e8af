package io.jenkins.plugins.promotion.rollout;

import static io.jenkins.plugins.promotion.rollout.Rollouts.act;
import static io.jenkins.plugins.promotion.rollout.Rollouts.rollout;
import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.rollout.Rollouts.weights;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.rollout.Rollouts.Act;
import io.jenkins.plugins.promotion.steps.Promotions;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code canaryRollout} in Pipelines as people write them. */
@WithJenkins
class CanaryRolloutStepTest {
    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
    }

    @Test
    void aGoodReleaseGoesThroughAllSteps() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5,50', bake: '1s'", ""));

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertThat(told(run)).containsExactly("5:shift:deploy:1", "50:shift:deploy:1", "100:shift:deploy:1");
        assertThat(rollout(shop, "staging-1").end().outcome()).isEqualTo(RolloutOutcome.PASSED);
        assertOutcomes(shop, "staging", "1 VERIFIED");
        jenkins.assertLogContains("[rollout] A canary rollout: 5 % for 1s, 50 % for 1s, 100 %.", run);
        jenkins.assertLogContains("[rollout] Step 1 of 3: 1 gets weight 5 (shift).", run);
        jenkins.assertLogContains("[why] Rollout: weight 5 stands until ", run);
        jenkins.assertLogContains("[rollout] PASSED: 1 has everything.", run);
    }

    @Test
    void declarativePipelinesHaveItToo() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                pipeline {
                  agent none
                  stages {
                    stage('Staging') {
                      options { promoteTo('staging') }
                      steps {
                        canaryRollout(strategy: 'rolling', steps: '50', bake: '0s') {
                          echo "weight $CANARY_WEIGHT:$CANARY_PHASE:$PROMOTION_MODE:$PROMOTION_VERSION"
                        }
                      }
                    }
                  }
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertThat(told(run)).containsExactly("50:shift:deploy:1", "100:shift:deploy:1");
        assertThat(rollout(shop, "staging-1").started().strategy()).isEqualTo("rolling");
    }

    @Test
    void blueGreenHasPhases() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("strategy: 'blueGreen', bake: '1s'", ""));

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertThat(told(run))
                .containsExactly(
                        "0:prepare:deploy:1", "0:verify:deploy:1", "100:switch:deploy:1", "100:retire:deploy:1");
    }

    @Test
    void nothingIsHeldWhileAStepBakes() throws Exception {
        WorkflowJob shop =
                promotions.pipeline("shop", toStaging("steps: '5', bake: '1h'", "node { echo 'on the target' }"));
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);

        promotions.awaitIdleExecutors();
        act(shop, "staging-1", Act.SKIP);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("[rollout] Step 1 skipped by roland: known to be good", run);
    }

    @Test
    void aStepThatFailsBringsTheTrafficBackAndThePromotionWithIt() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '0s'", ""));
        jenkins.buildAndAssertSuccess(shop);
        shop.setDefinition(promotions.script(
                toStaging("steps: '5', bake: '0s'", "if (CANARY_WEIGHT == '100') { error 'no route' }")));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertThat(told(run)).containsExactly("5:shift:deploy:2", "0:back:rollback:2");
        assertOutcomes(shop, "staging", "1 VERIFIED", "2 ROLLED_BACK");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.CLEAR);
        jenkins.assertLogContains("[rollout] FAILED: 2 has weight 0 again. Step 2 (weight 100) failed: no route", run);
        jenkins.assertLogContains("failed and was rolled back to 1: Step 2 (weight 100) failed: no route", run);
    }

    @Test
    void whoeverCatchesTheFailureDoesNotGetAVerifiedRelease() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                promoteTo('staging') {
                  try { canaryRollout(steps: '5', bake: '0s') { if (CANARY_WEIGHT != '0') { error 'no' } } }
                  catch (e) { echo 'caught' }
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("caught", run);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
        assertThat(slot(shop, "staging").live()).isEmpty();
    }

    @Test
    void aWayBackThatFailsIsSaidLoudly() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '0s'", "error 'no route'"));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertThat(rollout(shop, "staging-1").end().weight()).isNull();
        assertOutcomes(shop, "staging", "1 BROKEN");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.BROKEN);
        jenkins.assertLogContains("GOING BACK FAILED. Nobody knows which weight 1 has.", run);
        jenkins.assertLogContains("staging is BROKEN: Step 1 (weight 5) failed: no route", run);
    }

    @Test
    void anAbortWhileAStepBakesBringsTheTrafficBack() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '1h'", ""));
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
        assertThat(rollout(shop, "staging-1").end().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void anAbortWhileAWeightIsSetDoesTheSame() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '0s'", "if (CANARY_WEIGHT == '100') { semaphore 'setting' }"));
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("setting/1", run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
        assertThat(rollout(shop, "staging-1").end().outcome()).isEqualTo(RolloutOutcome.ABORTED);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void aSecondAbortStopsTheWayBackToo() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '1h'", "if (CANARY_WEIGHT == '0') { semaphore 'back' }"));
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        Promotions.stop(run);
        SemaphoreStep.waitForStart("back/1", run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(rollout(shop, "staging-1").end().weight()).isNull();
        assertOutcomes(shop, "staging", "1 BROKEN");
    }

    @Test
    void aTimeoutIsAnAbort() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                promoteTo('staging') {
                  timeout(time: 15, unit: 'SECONDS') {
                    canaryRollout(steps: '5', bake: '1h') { echo "weight $CANARY_WEIGHT" }
                  }
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.ABORTED, shop);

        assertThat(told(run)).containsExactly("5", "0");
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void aPersonSendsItBackWhileItBakes() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '1h'", ""));
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);

        act(shop, "staging-1", Act.BACK);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
        jenkins.assertLogContains("[rollout] Sent back by roland: customers call", run);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void aPersonSendsItBackWhileAWeightIsSetWhichIsStopped() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '0s'", "if (CANARY_WEIGHT == '5') { semaphore 'setting' }"));
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("setting/1", run);

        act(shop, "staging-1", Act.BACK);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(told(run)).containsExactly("0:back:rollback:1");
        assertThat(weights(shop, "staging-1")).containsExactly(5, 0);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void aPersonPausesAndLetsItGoOn() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '1h'", ""));
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);

        act(shop, "staging-1", Act.PAUSE);
        jenkins.waitForMessage("[why] Rollout: paused by roland. lunch Its clock stands still", run);
        act(shop, "staging-1", Act.RESUME);
        jenkins.waitForMessage("[rollout] Goes on, let by roland: back again", run);
        act(shop, "staging-1", Act.SKIP);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }

    @Test
    void whereAPromotionGoesBackTheReleaseBeforeGetsEverythingAtOnce() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '0s'", ""));
        jenkins.buildAndAssertSuccess(shop);
        shop.setDefinition(promotions.script("""
                promoteTo(environment: 'staging', onFailure: 'rollback') {
                  canaryRollout(steps: '5', bake: '0s') {
                    echo "weight $CANARY_WEIGHT:$CANARY_PHASE:$PROMOTION_MODE:$PROMOTION_VERSION"
                  }
                  if (PROMOTION_MODE == 'deploy') { error 'smoke test failed' }
                }
                """));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertThat(told(run)).containsExactly("5:shift:deploy:2", "100:shift:deploy:2", "100:shift:rollback:1");
        assertOutcomes(shop, "staging", "1 VERIFIED", "2 ROLLED_BACK");
        assertThat(Promotions.promotion(shop, "staging-2").rollouts()).hasSize(1);
    }

    @Test
    void outsideOfADeploymentItSaysHowToWriteIt() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, promotions.pipeline("shop", "canaryRollout(steps: '5') { echo 'x' }"));

        jenkins.assertLogContains("Write promoteTo('production') { canaryRollout(steps: '5,25,50,100') { ... } }", run);
        jenkins.assertLogNotContains("at io.jenkins.plugins", run);
    }

    @Test
    void whatIsNotAllowedIsNamedBeforeAnythingIsTouched() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, promotions.pipeline("shop", toStaging("steps: '5,5'", "")));
        jenkins.assertLogContains("canaryRollout: steps: '5,5,100' is not allowed", run);

        WorkflowRun unknown = jenkins.buildAndAssertStatus(
                Result.FAILURE, promotions.pipeline("shop", toStaging("steps: '5', analysis: 'web-slo'", "")));
        jenkins.assertLogContains("canaryRollout: analysis: 'web-slo' is not allowed", unknown);
        assertThat(told(unknown)).isEmpty();
        assertOutcomes(run.getParent(), "staging", "1 FAILED", "2 FAILED");
    }

    @Test
    void oneAtATime() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                promoteTo('staging') {
                  parallel one: { canaryRollout(steps: '5', bake: '1h') { echo 'one' } },
                           two: { semaphore 'two'; canaryRollout(steps: '5', bake: '1h') { echo 'two' } },
                           failFast: true
                }
                """);

        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        SemaphoreStep.success("two/1", null);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("there is one at a time", run);
        jenkins.assertLogNotContains("echo\ntwo", run);
        assertThat(weights(shop, "staging-1")).containsExactly(5, 0);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }
}
