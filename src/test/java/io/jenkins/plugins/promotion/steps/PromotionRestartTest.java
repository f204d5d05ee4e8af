package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.steps.Promotions.slots;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.lang3.StringUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is shut down and started again while a build promotes. */
class PromotionRestartTest {
    private static final EnvironmentName PRODUCTION = EnvironmentName.of("production");
    private static final String TO_PRODUCTION = """
            promoteTo('staging') { echo 'x' }
            promoteTo(environment: 'production', waitTimeout: '%s') { echo "live: $PROMOTION_VERSION" }
            """;

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aWaitForAnApprovalGoesOnWithItsDeadlineAndIsNotAskedForAgain() throws Throwable {
        AtomicReference<Instant> deadline = new AtomicReference<>();
        sessions.then(jenkins -> {
            WorkflowRun run = startWaiting(jenkins, TO_PRODUCTION.formatted("2h"));
            deadline.set(promotion(run.getParent(), "production-1").requested().deadline());
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.waitForMessage("Ready to run", run);
            assertThat(slot(run.getParent(), "production").open()).hasSize(1);
            assertThat(promotion(run.getParent(), "production-1").requested().deadline())
                    .isEqualTo(deadline.get());

            approve(run.getParent(), "production-1", "priya");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("live: 1", run);
            assertOutcomes(run.getParent(), "production", "1 VERIFIED");
            assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "[why] Approvals: 0 of 1"))
                    .isLessThanOrEqualTo(2);
        });
    }

    @Test
    void aDeadlineThatPassesWhileJenkinsIsDownEndsTheWaitAtOnce() throws Throwable {
        AtomicReference<Instant> deadline = new AtomicReference<>();
        sessions.then(jenkins -> {
            WorkflowRun run = startWaiting(jenkins, TO_PRODUCTION.formatted("15s"));
            deadline.set(promotion(run.getParent(), "production-1").requested().deadline());
        });
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), deadline.get()).toMillis()));
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("Its deadline passed while it waited. Approvals: 0 of 1", run);
            jenkins.assertLogNotContains("live: 1", run);
            assertOutcomes(run.getParent(), "production", "1 EXPIRED");
        });
    }

    @Test
    void anApprovalThatIsOnRecordCountsAlthoughTheBuildNeverHeardOfIt() throws Throwable {
        LedgerOfAStoppedJenkins ledger = new LedgerOfAStoppedJenkins();
        sessions.then(jenkins -> ledger.decide(startWaiting(jenkins, TO_PRODUCTION.formatted("2h"))));

        ledger.append(1);

        sessions.then(this::assertGoesLive);
    }

    @Test
    void aDeploymentThatIsOnRecordAndThatTheBuildNeverBeganIsBegun() throws Throwable {
        LedgerOfAStoppedJenkins ledger = new LedgerOfAStoppedJenkins();
        sessions.then(jenkins -> ledger.decide(startWaiting(jenkins, TO_PRODUCTION.formatted("2h"))));

        ledger.append(2);

        sessions.then(this::assertGoesLive);
    }

    @Test
    void aWaitForTheSlotGoesOn() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun first = start(jenkins, "promoteTo('staging') { semaphore 'deploying' }");
            SemaphoreStep.waitForStart("deploying/1", first);
            WorkflowRun second = first.getParent().scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[why] Slot: staging is held by 1 (shop #1)", second);
        });
        sessions.then(jenkins -> {
            WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            jenkins.waitForMessage("Ready to run", shop.getBuildByNumber(2));
            assertThat(promotion(shop, "staging-2").isWaiting())
                    .as(() -> promotion(shop, "staging-1") + "\n" + promotion(shop, "staging-2"))
                    .isTrue();

            SemaphoreStep.success("deploying/1", null);
            SemaphoreStep.success("deploying/2", null);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getBuildByNumber(1)));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getBuildByNumber(2)));
            assertOutcomes(shop, "staging", "1 VERIFIED", "2 VERIFIED");
        });
    }

    @Test
    void aDeploymentGoesOnAndTheStepBehindItFollows() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(
                    jenkins,
                    "promoteTo('staging') { semaphore 'deploying'; echo \"as $PROMOTION_ID\" }\necho 'behind it'");
            SemaphoreStep.waitForStart("deploying/1", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            assertThat(slot(run.getParent(), "staging").holder()).isPresent();

            SemaphoreStep.success("deploying/1", null);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("as staging-1", run);
            jenkins.assertLogContains("behind it", run);
            assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "Deploying 1 to staging"))
                    .isOne();
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void aDeploymentCanBeAbortedAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, "promoteTo('staging') { semaphore 'deploying' }");
            SemaphoreStep.waitForStart("deploying/1", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.waitForMessage("Ready to run", run);

            Promotions.stop(run);

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertOutcomes(run.getParent(), "staging", "1 FAILED");
        });
    }

    @Test
    void aRollbackGoesOn() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun first = start(jenkins, """
                    promoteTo(environment: 'staging', onFailure: 'rollback') {
                      if (PROMOTION_VERSION == '2') { error 'unhealthy' }
                      semaphore "$PROMOTION_MODE"
                    }
                    """);
            SemaphoreStep.success("deploy/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
            WorkflowRun second = first.getParent().scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("rollback/1", second);
        });
        sessions.then(jenkins -> {
            WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            SemaphoreStep.success("rollback/1", null);

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(shop.getBuildByNumber(2)));
            jenkins.assertLogContains("was rolled back to 1: unhealthy", shop.getBuildByNumber(2));
            assertOutcomes(shop, "staging", "1 VERIFIED", "2 ROLLED_BACK");
        });
    }

    @Test
    void aPromotedBlockGoesOnAndItsEndIsTheEndOfTheDeployment() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, """
                    stage('Staging') {
                      promoteTo('staging')
                      semaphore 'deploying'
                      node { sh 'echo as $PROMOTION_ID' }
                    }
                    semaphore 'behind'
                    """);
            SemaphoreStep.waitForStart("deploying/1", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            assertThat(slot(run.getParent(), "staging").holder()).isPresent();

            SemaphoreStep.success("deploying/1", null);
            SemaphoreStep.waitForStart("behind/1", run);

            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
            SemaphoreStep.success("behind/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("as staging-1", run);
        });
    }

    @Test
    void anOptionOfAStageWaitsOnAndThenTheStageRuns() throws Throwable {
        sessions.then(jenkins -> startWaiting(jenkins, """
                pipeline {
                  agent none
                  stages {
                    stage('Staging') {
                      options { promoteTo('staging') }
                      steps { echo "x" }
                    }
                    stage('Production') {
                      options { promoteTo('production') }
                      agent any
                      steps { echo "live: $PROMOTION_VERSION" }
                    }
                  }
                }
                """));
        sessions.then(jenkins -> {
            WorkflowRun run = resumed(jenkins);
            jenkins.waitForMessage("Ready to run", run);
            approve(run.getParent(), "production-1", "priya");
            assertGoesLive(jenkins);
        });
    }

    private void assertGoesLive(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = resumed(jenkins);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "live: 1")).isOne();
        assertOutcomes(run.getParent(), "production", "1 VERIFIED");
    }

    private static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        Promotions promotions = new Promotions(jenkins);
        return promotions.start(promotions.pipeline("shop", script));
    }

    private static WorkflowRun startWaiting(JenkinsRule jenkins, String script) throws Exception {
        WorkflowRun run = start(jenkins, script);
        jenkins.waitForMessage("[why]", run);
        return run;
    }

    private static WorkflowRun resumed(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);
    }

    /** Lets an approval be recorded, as a page would, without the build that waits for it. */
    private static final class LedgerOfAStoppedJenkins {
        private final List<SlotEvent> decided = new ArrayList<>();
        private Path path;

        void decide(WorkflowRun waiting) {
            PromotionId id = PromotionId.parse("production-1");
            Voter priya = new Voter(Principal.of("priya"), Set.of());
            decided.addAll(slots(waiting.getParent())
                    .machine(PRODUCTION)
                    .decide(
                            slot(waiting.getParent(), "production"),
                            new Command.CastVote(id, null, priya, Decision.APPROVE, null),
                            Instant.now()));
            path = slots(waiting.getParent()).application().ledger(PRODUCTION);
        }

        void append(int events) throws Exception {
            FileLedger ledger = new FileLedger(path, PRODUCTION);
            SlotState state = ledger.state();
            ledger.append(
                    state.version(), decided.subList(0, events), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
