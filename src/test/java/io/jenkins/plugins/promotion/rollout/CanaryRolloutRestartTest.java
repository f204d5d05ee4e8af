package io.jenkins.plugins.promotion.rollout;

import static io.jenkins.plugins.promotion.rollout.Rollouts.act;
import static io.jenkins.plugins.promotion.rollout.Rollouts.rollout;
import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.rollout.Rollouts.Act;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
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

            run.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
            assertOutcomes(run.getParent(), "staging", "1 ROLLED_BACK");
        });
    }

    private static WorkflowRun started(JenkinsRule jenkins, String script) throws Exception {
        return new Promotions(jenkins)
                .pipeline("shop", script)
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static WorkflowRun resumed(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);
    }
}
