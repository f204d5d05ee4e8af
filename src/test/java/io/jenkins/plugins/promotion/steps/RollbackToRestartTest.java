package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is shut down and started again while a {@code rollbackTo} waits, and while its block runs. */
class RollbackToRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void itWaitsOnGoesBackAndEndsOnce() throws Throwable {
        sessions.then(jenkins -> {
            Promotions promotions = new Promotions(jenkins);
            for (String version : List.of("1.0", "1.1")) {
                jenkins.buildAndAssertSuccess(promotions.pipeline(
                        "shop", "promoteTo(environment: 'staging', version: '" + version + "') {}"));
            }
            EnvironmentDefinition staging = new EnvironmentDefinition("staging");
            staging.setApprovals(List.of(new ApprovalDefinition()));
            PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
            WorkflowRun run = promotions.start(promotions.pipeline("shop", """
                    rollbackTo(environment: 'staging', reason: 'orders are lost') {
                      semaphore 'back'
                      echo "$PROMOTION_MODE to $PROMOTION_VERSION from $PROMOTION_PREVIOUS_VERSION"
                    }
                    """));
            jenkins.waitForMessage("[why] Approvals", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = shop(jenkins).getBuildByNumber(3);
            assertThat(promotion(shop(jenkins), "staging-3").isWaiting()).isTrue();
            approve(shop(jenkins), "staging-3", "priya");
            SemaphoreStep.waitForStart("back/1", run);
            assertThat(slot(shop(jenkins), "staging").quarantines())
                    .extracting(Quarantine::version)
                    .containsExactly("1.1");
        });
        sessions.then(jenkins -> {
            WorkflowRun run = shop(jenkins).getBuildByNumber(3);
            SemaphoreStep.success("back/1", null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("rollback to 1.0 from 1.1", run);
            assertOutcomes(shop(jenkins), "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.0 VERIFIED");
            assertThat(promotion(shop(jenkins), "staging-3").requested().kind()).isEqualTo(Kind.ROLLBACK);
        });
    }

    private static WorkflowJob shop(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
    }
}
