package io.jenkins.plugins.promotion.verification;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.SlotListener;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is shut down and started again while a deployment is being verified. */
class VerificationRestartTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private WebService service;

    @BeforeEach
    void begin() throws Exception {
        service = new WebService().status("/shop", 200);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void itGoesOnWithItsDeadlineAndItsCounts() throws Throwable {
        AtomicReference<GateState> before = new AtomicReference<>();
        sessions.then(jenkins -> {
            Demands.page(service.url("/shop"), "5m", "25s");
            WorkflowRun run = start(jenkins, "promoteTo('staging') { echo 'deployed' }");
            jenkins.waitForMessage("[why] Soak: everything must stay well.", run);
            before.set(Demands.state(run.getParent(), "staging-1"));
        });
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            Demands.await(() -> Demands.state(run.getParent(), "staging-1") != null);
            GateState after = Demands.state(run.getParent(), "staging-1");
            assertThat(after.startedAt()).isEqualTo(before.get().startedAt());
            assertThat(after.deadline()).isEqualTo(before.get().deadline());
            assertThat(after.checks().get(0).well())
                    .isGreaterThanOrEqualTo(before.get().checks().get(0).well());
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
            assertThat(promotion(run.getParent(), "staging-1")
                            .gate("environment")
                            .orElseThrow()
                            .endedAt())
                    .isAfter(before.get().soakSince().plusSeconds(25));
        });
    }

    @Test
    void withoutABuildItGoesOnAsWell() throws Throwable {
        sessions.then(jenkins -> {
            service.status("/shop", 503);
            Demands.page(service.url("/shop"), "5m", null);
            WorkflowRun run = start(jenkins, "promoteTo('staging')\necho 'deployed'");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        });
        service.status("/shop", 200);
        sessions.then(jenkins -> {
            WorkflowJob shop = build(jenkins).getParent();
            Demands.await(() -> promotion(shop, "staging-1").outcome() != null);
            assertOutcomes(shop, "staging", "1 VERIFIED");
        });
    }

    @Test
    void withoutWhatWasKeptTheRecordAloneIsEnough() throws Throwable {
        AtomicReference<Instant> since = new AtomicReference<>();
        sessions.then(jenkins -> {
            service.status("/shop", 503);
            Demands.page(service.url("/shop"), "5m", null);
            WorkflowRun run = start(jenkins, "promoteTo('staging') { echo 'deployed' }");
            jenkins.waitForMessage("shop is not well", run);
            since.set(((PromotionState.Verifying)
                            promotion(run.getParent(), "staging-1").state())
                    .since());
        });
        Files.delete(sessions.getHome().toPath().resolve("jobs/shop/promotions/staging.verifying"));
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            Demands.await(() -> Demands.state(run.getParent(), "staging-1") != null);
            assertThat(Demands.state(run.getParent(), "staging-1").startedAt()).isEqualTo(since.get());
            service.status("/shop", 200);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    /** Jenkins stops when the end of the body is on record, and the program does not know that yet. */
    @Test
    void anEndThatOnlyTheRecordKnowsOfBeginsTheChecksToo() throws Throwable {
        sessions.then(jenkins -> {
            Demands.page(service.url("/shop"), "5m", null);
            start(jenkins, "promoteTo('staging') { echo 'deployed' }");
            StopsAtTheRecord.REACHED.await();
        });
        Files.delete(sessions.getHome().toPath().resolve("jobs/shop/promotions/staging.verifying"));
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
            StopsAtTheRecord.OVER.countDown();
        });
    }

    /** Keeps the worker that has recorded the end of the first body from doing anything else. */
    @TestExtension("anEndThatOnlyTheRecordKnowsOfBeginsTheChecksToo")
    public static final class StopsAtTheRecord implements SlotListener {
        private static final CountDownLatch REACHED = new CountDownLatch(1);
        private static final CountDownLatch OVER = new CountDownLatch(1);

        @Override
        public void changed(ApplicationSlots slots, SlotState before, SlotState after) {
            boolean isVerifying = after.holder()
                    .filter(holder -> holder.state() instanceof PromotionState.Verifying)
                    .isPresent();
            if (isVerifying && REACHED.getCount() > 0) {
                REACHED.countDown();
                try {
                    OVER.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Test
    void aDeadlineThatPassesWhileJenkinsIsDownIsRolledBackByTheBuildThatCameBack() throws Throwable {
        AtomicReference<Instant> deadline = new AtomicReference<>();
        sessions.then(jenkins -> {
            Demands.page(service.url("/shop"), "5m", null);
            jenkins.assertBuildStatusSuccess(
                    jenkins.waitForCompletion(start(jenkins, "promoteTo('staging') { echo 'deployed' }")));
            service.status("/shop", 503);
            Demands.page(service.url("/shop"), "10s", null);
            WorkflowRun run = start(jenkins, """
                    promoteTo(environment: 'staging', onFailure: 'rollback') {
                      if (PROMOTION_MODE == 'rollback') { semaphore 'back' }
                    }
                    """);
            jenkins.waitForMessage("shop is not well", run);
            deadline.set(promotion(run.getParent(), "staging-2")
                    .gate("environment")
                    .orElseThrow()
                    .startedAt()
                    .plusSeconds(10));
        });
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), deadline.get()).toMillis()));
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            SemaphoreStep.waitForStart("back/1", run);
            service.status("/shop", 200);
            Demands.page(service.url("/shop"), "5m", null);
            SemaphoreStep.success("back/1", null);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED", "2 ROLLED_BACK");
        });
    }

    private static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        Promotions promotions = new Promotions(jenkins);
        return promotions.start(promotions.pipeline("shop", script));
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getLastBuild();
    }
}
