package io.jenkins.plugins.promotion.kill;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.steps.Promotions;
import org.apache.commons.lang3.StringUtils;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** The process of Jenkins is killed, without any shutdown, at each point at which a promotion could be hurt by it. */
class PromotionKillTest {
    private static final String TO_PRODUCTION = """
            promoteTo('staging') { echo 'x' }
            promoteTo(environment: 'production', waitTimeout: '2h') { echo "live: $PROMOTION_VERSION" }
            """;

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(600);

    @Test
    void whileItWaitsForAnApproval() throws Throwable {
        jenkins.startJenkins();
        String deadline = jenkins.runRemotely((JenkinsRule rule) -> {
            WorkflowRun run = start(rule, TO_PRODUCTION);
            rule.waitForMessage("[why]", run);
            return promotion(run.getParent(), "production-1")
                    .requested()
                    .deadline()
                    .toString();
        });
        jenkins.kill();
        jenkins.startJenkins();
        jenkins.runRemotely(
                (rule, before) -> {
                    WorkflowRun run = resumed(rule, "shop");
                    assertThat(promotion(run.getParent(), "production-1")
                                    .requested()
                                    .deadline())
                            .hasToString(before);
                    approve(run.getParent(), "production-1", "priya");
                    assertLiveOnce(rule, run);
                },
                deadline);
    }

    @Test
    void rightAfterAnApprovalWasAcknowledged() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            WorkflowRun run = start(rule, TO_PRODUCTION);
            rule.waitForMessage("[why]", run);
            approve(run.getParent(), "production-1", "priya");
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule, "shop");
            rule.waitForCompletion(run);
            assertThat(promotion(run.getParent(), "production-1").votes()).hasSize(1);
            assertThat(slot(run.getParent(), "production").ended()).hasSize(1);
            assertThat(promotion(run.getParent(), "production-1").outcome())
                    .isIn(Outcome.VERIFIED, Outcome.UNKNOWN); // unknown when the body was just about to begin
        });
    }

    @Test
    void betweenTheApprovalAndTheBeginOfTheBody() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.beforeLogging("Deploying 1 to production");
            WorkflowRun run = start(rule, TO_PRODUCTION);
            rule.waitForMessage("[why]", run);
            approve(run.getParent(), "production-1", "priya");
        });
        jenkins.killAndThen(rule -> assertLiveOnce(rule, resumed(rule, "shop")));
    }

    @Test
    void betweenTheRequestAndTheProgramThatRemembersIt() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            WorkflowJob shop = job(rule, "promoteTo('staging') { echo 'deployed' }");
            Halts.whenRecorded(shop);
            shop.scheduleBuild2(0);
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void whenTheBodyHasBegunAndTheProgramDoesNotKnowIt() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.whenABodyBegins();
            start(rule, "promoteTo('staging') { echo 'on the target' }");
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule, "shop");
            rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
            rule.assertLogNotContains("on the target", run);
            assertUnknownUntilAcknowledged(rule, run.getParent());
        });
    }

    @Test
    void insideTheBody() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            WorkflowRun run = start(
                    rule, "promoteTo('staging') { node { sh 'echo beg$(echo un); sleep 5; echo do$(echo ne)' } }");
            rule.waitForMessage("begun", run);
            Promotions.awaitSaved(run);
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "Deploying 1"))
                    .isOne();
            rule.assertLogContains("done", run);
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void insideTwoBodiesOfParallelBranches() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            WorkflowRun run = start(rule, """
                    def one = { name ->
                      promoteTo(environment: 'staging', application: name) { echo "begun $name"; sleep 5; echo "done $name" }
                    }
                    parallel a: { one 'a' }, b: { one 'b' }
                    """);
            rule.waitForMessage("begun a", run);
            rule.waitForMessage("begun b", run);
            rule.waitForMessage("Sleeping for 5 sec", run);
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule, "shop");
            rule.waitForCompletion(run);
            for (String name : new String[] {"a", "b"}) {
                assertThat(Promotions.slots(run.getParent(), name)
                                .state(Promotions.STAGING)
                                .ended())
                        .singleElement()
                        .satisfies(promotion -> assertThat(promotion.outcome())
                                .isEqualTo(
                                        JenkinsRule.getLog(run).contains("done " + name)
                                                ? Outcome.VERIFIED
                                                : Outcome.UNKNOWN));
            }
        });
    }

    @Test
    void betweenAFailureThatIsOnRecordAndTheRollback() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.beforeLogging("Bringing 1 back to staging");
            WorkflowRun first = start(rule, """
                    promoteTo(environment: 'staging', onFailure: 'rollback') {
                      sleep 1
                      echo "$PROMOTION_MODE of $PROMOTION_VERSION"
                      if (PROMOTION_VERSION == '2') { error 'unhealthy' }
                    }
                    """);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(first));
            first.getParent().scheduleBuild2(0);
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule, "shop", 2);
            rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
            assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "deploy of 2"))
                    .isOne();
            assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "rollback of 1"))
                    .isOne();
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED", "2 ROLLED_BACK");
        });
    }

    @Test
    void aBuildThatCannotBeResumedLeavesItsSlotUnknownAlsoToThoseWhoWaitAlready() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            WorkflowJob shop =
                    job(rule, "promoteTo('staging') { echo 'beg' + 'un'; if (env.BUILD_NUMBER == '1') { sleep 600 } }");
            shop.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
            rule.waitForMessage("begun", shop.scheduleBuild2(0).waitForStart());
            shop.removeProperty(DurabilityHintJobProperty.class);
            rule.waitForMessage(
                    "[why] Slot: staging is held by 1", shop.scheduleBuild2(0).waitForStart());
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun waiting = resumed(rule, "shop", 2);
            rule.waitForMessage("[why] Slot: staging is in an unknown state", waiting);
            assertOutcomes(waiting.getParent(), "staging", "1 UNKNOWN");
            Promotions.acknowledge(waiting.getParent(), "staging-1");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(waiting));
            assertOutcomes(waiting.getParent(), "staging", "1 UNKNOWN", "2 VERIFIED");
        });
    }

    @Test
    void aBuildThatCannotBeResumedDoesNotPassForAFailedDeploymentOfItsBlock() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            for (String name : new String[] {"stage", "build"}) {
                String deploy = "promoteTo('staging'); echo 'beg' + 'un'; if (env.BUILD_NUMBER == '1') { sleep 600 }";
                WorkflowJob job = new Promotions(rule)
                        .pipeline(name, name.equals("stage") ? "stage('S') { " + deploy + " }" : deploy);
                job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
                rule.waitForMessage("begun", job.scheduleBuild2(0).waitForStart());
            }
        });
        jenkins.killAndThen(rule -> {
            for (String name : new String[] {"stage", "build"}) {
                WorkflowJob job = rule.jenkins.getItemByFullName(name, WorkflowJob.class);
                WorkflowRun run = job.getBuildByNumber(1);
                if (run != null) { // with this hint, a kill in the middle of a save leaves no build that can be read
                    rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
                }
                assertUnknownUntilAcknowledged(rule, job);
            }
        });
    }

    private static void assertLiveOnce(JenkinsRule rule, WorkflowRun run) throws Exception {
        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
        assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "live: 1")).isOne();
        assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "[why] Approvals: 0 of 1"))
                .isLessThanOrEqualTo(2);
        assertOutcomes(run.getParent(), "production", "1 VERIFIED");
    }

    private static void assertUnknownUntilAcknowledged(JenkinsRule rule, WorkflowJob job) throws Exception {
        WorkflowRun next = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("[why] Slot: staging is in an unknown state", next);
        assertOutcomes(job, "staging", "1 UNKNOWN");
        Promotions.acknowledge(job, "staging-1");
        rule.assertBuildStatusSuccess(rule.waitForCompletion(next));
        assertOutcomes(job, "staging", "1 UNKNOWN", "2 VERIFIED");
    }

    private static WorkflowJob job(JenkinsRule rule, String script) throws Exception {
        return new Promotions(rule).pipeline("shop", script);
    }

    private static WorkflowRun start(JenkinsRule rule, String script) throws Exception {
        return job(rule, script).scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun resumed(JenkinsRule rule, String job) {
        return resumed(rule, job, 1);
    }

    private static WorkflowRun resumed(JenkinsRule rule, String job, int number) {
        return rule.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(number);
    }
}
