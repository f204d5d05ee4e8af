package io.jenkins.plugins.promotion.kill;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.verification.Demands;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process of Jenkins is killed, without any shutdown, while a deployment is being verified. */
class VerificationKillTest {
    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(600);

    @Test
    void itGoesOnWithItsDeadlineAndEndsOnce() throws Throwable {
        try (WebService service = new WebService().status("/shop", 503)) {
            jenkins.startJenkins();
            String since = jenkins.runRemotely(
                    (rule, page) -> {
                        Demands.page(page, "5m", null);
                        Promotions promotions = new Promotions(rule);
                        WorkflowRun run = promotions.start(
                                promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }\necho 'after'"));
                        rule.waitForMessage("shop is not well", run);
                        Promotions.awaitSaved(run);
                        return started(run);
                    },
                    service.url("/shop"));
            jenkins.kill();
            service.status("/shop", 200);
            jenkins.startJenkins();
            jenkins.runRemotely(
                    (rule, known) -> {
                        WorkflowRun run = rule.jenkins
                                .getItemByFullName("shop", WorkflowJob.class)
                                .getLastBuild();
                        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
                        assertThat(started(run)).isEqualTo(known);
                        assertThat(promotion(run.getParent(), "staging-1").outcome())
                                .isEqualTo(Outcome.VERIFIED);
                        assertThat(promotion(run.getParent(), "staging-1").gates())
                                .singleElement()
                                .satisfies(
                                        gate -> assertThat(gate.end().verdict()).isEqualTo("PASS"));
                    },
                    since);
        }
    }

    private static String started(WorkflowRun run) {
        return promotion(run.getParent(), "staging-1")
                .gate("environment")
                .orElseThrow()
                .startedAt()
                .toString();
    }
}
