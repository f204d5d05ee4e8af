package io.jenkins.plugins.promotion.kill;

import static io.jenkins.plugins.promotion.rollout.Rollouts.resumed;
import static io.jenkins.plugins.promotion.rollout.Rollouts.rollout;
import static io.jenkins.plugins.promotion.rollout.Rollouts.started;
import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.rollout.Rollouts.weights;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.rollout.Rollouts;
import io.jenkins.plugins.promotion.steps.Promotions;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** The process of Jenkins is killed at each point at which the traffic and the record could come to differ. */
class RolloutKillTest {
    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(600);

    @Test
    void whileAStepBakesItsEndStays() throws Throwable {
        jenkins.startJenkins();
        String end = jenkins.runRemotely((JenkinsRule rule) -> {
            WorkflowRun run = started(rule, toStaging("steps: '5', bake: '1h'", ""));
            rule.waitForMessage("[why] Rollout: weight 5", run);
            Promotions.awaitSaved(run);
            return rollout(run.getParent(), "staging-1").bakeEnd().orElseThrow().toString();
        });
        jenkins.kill();
        jenkins.startJenkins();
        jenkins.runRemotely(
                (rule, before) -> {
                    WorkflowRun run = resumed(rule);
                    rule.waitForMessage("Jenkins was restarted; the rollout goes on at step 1.", run);
                    assertThat(rollout(run.getParent(), "staging-1").bakeEnd().orElseThrow())
                            .hasToString(before);
                    Rollouts.act(run.getParent(), "staging-1", Rollouts.Act.SKIP);
                    rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
                    assertThat(weights(run.getParent(), "staging-1")).containsExactly(5, 100);
                    assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
                    assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
                },
                end);
    }

    @Test
    void betweenTheIntentAndTheBody() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.beforeLogging("[rollout] Step 2 of 2");
            started(rule, toStaging("steps: '5', bake: '1s'", ""));
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(told(run)).endsWith("100:shift:deploy:1").contains("5:shift:deploy:1");
            assertThat(weights(run.getParent(), "staging-1")).containsExactly(5, 100);
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void whenTheRecordKnowsOfTheRolloutAndTheProgramDoesNotItIsFoundAgain() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.beforeLogging("[rollout] Step 1 of 2");
            started(rule, toStaging("steps: '5', bake: '1s'", ""));
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(promotion(run.getParent(), "staging-1").rollouts())
                    .as("no other one was begun beside it")
                    .hasSize(1);
            assertThat(weights(run.getParent(), "staging-1")).containsExactly(5, 100);
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void whenTheBodyHasBegunAndTheProgramDoesNotKnowItTheSameWeightIsSetAgain() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.whenABodyBegins("canaryRollout");
            started(rule, toStaging("steps: '5', bake: '0s'", ""));
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            rule.assertLogContains("Jenkins stopped while weight 5 was being set", run);
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
            assertThat(weights(run.getParent(), "staging-1")).containsExactly(5, 100);
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void insideTheBody() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            WorkflowRun run = started(
                    rule,
                    toStaging(
                            "steps: '5', bake: '0s'", "node { sh 'echo beg$(echo un); sleep 5; echo do$(echo ne)' }"));
            rule.waitForMessage("begun", run);
            Promotions.awaitSaved(run);
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void whenTheEndOfTheBodyIsOnRecordAndTheProgramDoesNotKnowIt() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.beforeLogging("[why] Rollout: weight 5");
            started(rule, toStaging("steps: '5', bake: '10s'", ""));
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(weights(run.getParent(), "staging-1")).containsExactly(5, 100);
            assertThat(told(run)).endsWith("100:shift:deploy:1");
            assertOutcomes(run.getParent(), "staging", "1 VERIFIED");
        });
    }

    @Test
    void betweenAFailureThatIsOnRecordAndTheWayBack() throws Throwable {
        jenkins.startJenkins();
        jenkins.runToHalt(rule -> {
            Halts.beforeLogging("[rollout] Back to weight 0");
            started(rule, toStaging("steps: '5', bake: '0s'", "if (CANARY_WEIGHT == '100') { error 'no route' }"));
        });
        jenkins.killAndThen(rule -> {
            WorkflowRun run = resumed(rule);
            rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
            assertThat(told(run)).endsWith("0:back:rollback:1").doesNotContain("100:shift:deploy:1");
            assertThat(weights(run.getParent(), "staging-1")).containsExactly(5, 100, 0);
            assertOutcomes(run.getParent(), "staging", "1 ROLLED_BACK");
        });
    }
}
