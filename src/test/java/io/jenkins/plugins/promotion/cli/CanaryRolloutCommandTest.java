package io.jenkins.plugins.promotion.cli;

import static io.jenkins.plugins.promotion.rollout.Rollouts.rollout;
import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rollouts by command, role by role. */
@WithJenkins
class CanaryRolloutCommandTest {
    @Test
    void whoeverMayRollBackActsOnARolloutAndNobodyElse(JenkinsRule jenkins) throws Exception {
        new Readers(jenkins);
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging")));
        Promotions promotions = new Promotions(jenkins);
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5,50', bake: '1h'", ""));
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        Cli cli = new Cli(jenkins);

        for (String user : List.of("reader", "priya")) {
            for (String action : List.of("pause", "skip", "back", "resume")) {
                assertThat(act(cli, user, action, "why").code())
                        .as(user + " " + action)
                        .isEqualTo(6);
            }
        }
        assertThat(rollout(shop, "staging-1").acts()).isEmpty();

        assertThat(act(cli, "roland", "pause", " ").code())
                .as("without a reason")
                .isEqualTo(4);
        assertThat(act(cli, "roland", "resume", "why").err()).contains("is not paused");
        assertThat(act(cli, "roland", "fly", "why").code()).isEqualTo(2);
        assertThat(act(cli, "roland", "pause", "lunch").out()).contains("staging-1: pause is recorded");
        assertThat(act(cli, "roland", "resume", "back again").code()).isZero();
        assertThat(act(cli, "roland", "skip", "known to be good").code()).isZero();
        jenkins.waitForMessage("weight 50 stands until", run);
        assertThat(act(cli, "roland", "back", "customers call").code()).isZero();

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(told(run)).containsExactly("5:shift:deploy:1", "50:shift:deploy:1", "0:back:rollback:1");
        assertThat(rollout(shop, "staging-1").acts())
                .extracting(RolloutAct::kind, act -> act.by().id(), RolloutAct::reason)
                .containsExactly(
                        tuple(RolloutAct.Kind.PAUSED, "roland", "lunch"),
                        tuple(RolloutAct.Kind.RESUMED, "roland", "back again"),
                        tuple(RolloutAct.Kind.SKIPPED, "roland", "known to be good"),
                        tuple(RolloutAct.Kind.SENT_BACK, "roland", "customers call"));
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
        assertThat(act(cli, "roland", "back", "again").err()).contains("no rollout of staging-1 that is under way");
    }

    private static Cli.Answer act(Cli cli, String user, String action, String reason) {
        return cli.run(user, "canary-rollout", "shop", "staging-1", action, "--reason", reason);
    }
}
