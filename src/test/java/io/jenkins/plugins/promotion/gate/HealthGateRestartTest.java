package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.health.GateState;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is shut down and started again while a gate looks. */
class HealthGateRestartTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private WebService service;

    @BeforeEach
    void begin() throws Exception {
        service = new WebService().status("/ok", 200).status("/bad", 503);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void aSoakGoesOnWithItsDeadlineAndItsCounts() throws Throwable {
        AtomicReference<GateState> before = new AtomicReference<>();
        sessions.then(jenkins -> {
            Gates.allowLoopback();
            WorkflowRun run = Gates.start(
                    jenkins,
                    "echo \"verdict ${healthGate http('%s'), interval: '1s', soak: '15s'}\""
                            .formatted(service.url("/ok")));
            jenkins.waitForMessage("[why] Soak: everything must stay well.", run);
            before.set(Gates.state(run));
        });
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("verdict PASS", run);
            GateState after = Gates.state(run);
            assertThat(after.deadline()).isEqualTo(before.get().deadline());
            assertThat(after.startedAt()).isEqualTo(before.get().startedAt());
            assertThat(after.tokens()).isGreaterThan(before.get().tokens());
            assertThat(after.checks().get(0).well())
                    .isGreaterThan(before.get().checks().get(0).well());
            assertThat(after.result().at()).isAfter(before.get().soakSince().plusSeconds(15));
        });
    }

    @Test
    void aDeadlineThatPassesWhileJenkinsIsDownEndsTheGate() throws Throwable {
        AtomicReference<Instant> deadline = new AtomicReference<>();
        sessions.then(jenkins -> {
            Gates.allowLoopback();
            WorkflowRun run = Gates.start(
                    jenkins, "healthGate http('%s'), interval: '1s', timeout: '10s'".formatted(service.url("/bad")));
            jenkins.waitForMessage("is not well", run);
            deadline.set(Gates.state(run).deadline());
        });
        Thread.sleep(Math.max(0, deadline.get().toEpochMilli() - System.currentTimeMillis()));
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            assertThat(Gates.state(run).deadline()).isEqualTo(deadline.get());
            jenkins.assertLogContains("The checks were not all well within 10s.", run);
        });
    }

    @Test
    void aBlockThatWasRunningIsTheNextProbeAndNotRunASecondTime() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run =
                    Gates.start(jenkins, "healthGate(interval: '1s', successThreshold: 1) { semaphore 'smoke' }");
            SemaphoreStep.waitForStart("smoke/1", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            SemaphoreStep.success("smoke/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(Gates.state(run).checks().get(0).well()).isEqualTo(1);
        });
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getLastBuild();
    }
}
