package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.init.Terminator;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.lang3.StringUtils;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What happens to a promotion while Jenkins is already on its way down. */
class ShutdownTest {
    private static final AtomicReference<Runnable> LATE = new AtomicReference<>();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    /** Runs something when no Pipeline goes on any more. */
    public static final class Late {
        private Late() {}

        /** Called by Jenkins. */
        @Terminator(requires = FlowExecutionList.EXECUTIONS_SUSPENDED)
        public static void run() {
            Runnable task = LATE.getAndSet(null);
            if (task != null) {
                task.run();
            }
        }
    }

    @Test
    void whatIsApprovedWhileJenkinsGoesDownIsDeployedAfterTheRestart() throws Throwable {
        sessions.then(jenkins -> {
            EnvironmentDefinition staging = new EnvironmentDefinition("staging");
            staging.setApprovals(List.of(new ApprovalDefinition()));
            PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
            Promotions promotions = new Promotions(jenkins);
            WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'live' }");
            promotions.awaitWaiting(promotions.start(shop));
            LATE.set(() -> approve(shop, "staging-1", "priya"));
        });
        sessions.then(jenkins -> {
            WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            WorkflowRun run = shop.getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertOutcomes(shop, "staging", "1 VERIFIED");
            assertThat(StringUtils.countMatches(JenkinsRule.getLog(run), "Deploying 1 to staging"))
                    .isOne();
        });
    }
}
