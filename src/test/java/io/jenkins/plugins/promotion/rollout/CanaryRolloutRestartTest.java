package io.jenkins.plugins.promotion.rollout;

import static io.jenkins.plugins.promotion.rollout.Rollouts.act;
import static io.jenkins.plugins.promotion.rollout.Rollouts.resumed;
import static io.jenkins.plugins.promotion.rollout.Rollouts.rollout;
import static io.jenkins.plugins.promotion.rollout.Rollouts.started;
import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.steps.Promotions.STAGING;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slots;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.analysis.AnalysesConfiguration;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.rollout.Rollouts.Act;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is shut down and started again while a release takes over. */
class CanaryRolloutRestartTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aStepThatBakesKeepsItsEnd() throws Throwable {
        AtomicReference<Instant> end = new AtomicReference<>();
        sessions.then(jenkins -> {
            WorkflowRun run = started(jenkins, toStaging("steps: '5', bake: '1h'", ""));
            jenkins.waitForMessage("[why] Rollout", run);
            end.set(rollout(run.getParent(), "staging-1").bakeEnd().orElseThrow());
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.waitForMessage("Jenkins was restarted; the rollout goes on at step 1.", run);
            assertThat(rollout(run.getParent(), "staging-1").bakeEnd()).contains(end.get());

            act(run.getParent(), "staging-1", Act.SKIP);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void aStepWhoseTimePassedMeanwhileEndsAtOnce() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = started(jenkins, toStaging("steps: '5', bake: '15s'", ""));
            jenkins.waitForMessage("[why] Rollout", run);
        });
        Thread.sleep(15_000);
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
        });
    }

    @Test
    void aWeightThatIsBeingSetGoesOnAndIsNotSetTwice() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = started(jenkins, toStaging("steps: '5', bake: '0s'", "semaphore 'setting'"));
            SemaphoreStep.waitForStart("setting/1", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            SemaphoreStep.success("setting/1", null);
            SemaphoreStep.success("setting/2", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void aPauseStaysAPause() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = started(jenkins, toStaging("steps: '5', bake: '1s'", "semaphore 'setting'"));
            SemaphoreStep.waitForStart("setting/1", run);
            act(run.getParent(), "staging-1", Act.PAUSE);
            SemaphoreStep.success("setting/1", null);
            jenkins.waitForMessage("[why] Rollout: paused by roland", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.waitForMessage("Jenkins was restarted; the rollout goes on at step 1.", run);
            assertThat(rollout(run.getParent(), "staging-1").pause()).isPresent();

            act(run.getParent(), "staging-1", Act.RESUME);
            SemaphoreStep.success("setting/2", null);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void anAbortAfterARestartBringsTheTrafficBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = started(jenkins, toStaging("steps: '5', bake: '1h'", ""));
            jenkins.waitForMessage("[why] Rollout", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.waitForMessage("Jenkins was restarted; the rollout goes on", run);

            Promotions.stop(run);

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
            assertOutcomes(run.getParent(), "staging", "1 ROLLED_BACK");
        });
    }

    @Test
    void anAnalysisGoesOnWhereItWas() throws Throwable {
        try (MemoryMonitor monitor = new MemoryMonitor()) {
            AtomicReference<Instant> began = new AtomicReference<>();
            sessions.then(jenkins -> {
                monitor.define();
                WorkflowRun run = started(jenkins, toStaging("steps: '5', bake: '1h', analysis: 'web-slo'", ""));
                jenkins.waitForMessage("[rollout] Look 1: CONTINUE", run);
                began.set(rollout(run.getParent(), "staging-1")
                        .current()
                        .orElseThrow()
                        .setAt());
            });
            int asked = monitor.asked();
            sessions.then(jenkins -> {
                AnalysesConfiguration.get().setAnalyses(List.of());
                WorkflowRun run = resumed(jenkins);
                jenkins.waitForMessage("Jenkins was restarted; the rollout goes on at step 1.", run);
                while (monitor.asked() == asked) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }

                monitor.memory = "1200";

                jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
                jenkins.assertLogContains("The analysis web-slo found harm. memory: ", run);
                RolloutEvidence memory =
                        rollout(run.getParent(), "staging-1").end().metrics().get(0);
                Instant found = rollout(run.getParent(), "staging-1")
                        .current()
                        .orElseThrow()
                        .intendedAt();
                long seconds = Duration.between(began.get(), found).toSeconds();
                assertThat(memory.canaryEvents())
                        .as("what was measured before the restart counts, and the time of the restart was asked about")
                        .isGreaterThan(asked)
                        .isBetween(seconds / 2, seconds);
                assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
                assertOutcomes(run.getParent(), "staging", "1 ROLLED_BACK");
            });
        }
    }

    /** As after a crash that takes the program back to before the step, which then comes as another node. */
    @Test
    void aRolloutThatTheProgramForgotIsTheOneOfItsStep() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = started(jenkins, """
                    promoteTo('staging') {
                      semaphore 'forgotten'
                      canaryRollout(steps: '5', bake: '0s') { echo "weight $CANARY_WEIGHT" }
                    }
                    """);
            SemaphoreStep.waitForStart("forgotten/1", run);
            begins(run, "5,100", "0s");
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);

            SemaphoreStep.success("forgotten/1", null);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(told(run)).containsExactly("5", "100");
            assertThat(promotion(run.getParent(), "staging-1").rollouts())
                    .singleElement()
                    .satisfies(rollout -> assertThat(rollout.name()).isEqualTo("forgotten"));
        });
    }

    @Test
    void oneThatIsPlannedOtherwiseIsAnother() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = started(
                    jenkins,
                    "promoteTo('staging') { semaphore 'other'; canaryRollout(steps: '5', bake: '0s') { echo 'x' } }");
            SemaphoreStep.waitForStart("other/1", run);
            begins(run, "50,100", "0s");

            SemaphoreStep.success("other/1", null);

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("A rollout of staging-1 is under way (forgotten)", run);
        });
    }

    private static void begins(WorkflowRun run, String steps, String bake) {
        slots(run.getParent())
                .handle(
                        STAGING,
                        new RolloutCommand.Start(
                                PromotionId.parse("staging-1"),
                                "forgotten",
                                new RolloutWords(null, steps, bake, null, null, null).plan()));
    }
}
