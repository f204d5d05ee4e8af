package io.jenkins.plugins.promotion.rollout;

import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.rollout.Rollouts.weights;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A health gate inside of the block of a rollout: each weight is looked at before the next. */
@WithJenkins
class GateInRolloutTest {
    private static final String GATE = """
            if (env.PROMOTION_MODE == 'deploy') {
              healthGate checks: http('%s' + CANARY_WEIGHT), interval: '1s', successThreshold: 1, failureThreshold: 1
            }""";

    @Test
    void aWeightThatIsNotWellIsTakenBack(JenkinsRule jenkins) throws Exception {
        try (WebService service = new WebService().status("/5", 200).status("/50", 503)) {
            Gates.allowLoopback();
            WorkflowJob shop = new Promotions(jenkins)
                    .pipeline("shop", toStaging("steps: '5,50', bake: '0s'", GATE.formatted(service.url("/"))));

            WorkflowRun run = jenkins.assertBuildStatus(
                    Result.FAILURE, shop.scheduleBuild2(0).get());

            assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
            assertThat(weights(shop, "staging-1")).containsExactly(5, 50, 0);
            assertThat(promotion(shop, "staging-1").gates())
                    .extracting(gate -> gate.end().verdict())
                    .containsExactly("PASS", "FAIL");
            assertOutcomes(shop, "staging", "1 ROLLED_BACK");
        }
    }
}
