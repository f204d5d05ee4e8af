package io.jenkins.plugins.promotion.kill;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.gate.GateRunAction;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.GatesReport;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process of Jenkins is killed, without any shutdown, while a gate looks at a deployment. */
class GateKillTest {
    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(600);

    @Test
    void aSoakGoesOnWithItsDeadlineAndIsRecordedOnce() throws Throwable {
        try (WebService service = new WebService().status("/ok", 200)) {
            jenkins.startJenkins();
            String before = jenkins.runRemotely(
                    (rule, page) -> {
                        Gates.allowLoopback();
                        WorkflowRun run = Gates.start(
                                rule,
                                "promoteTo('staging') { healthGate checks: http('" + page
                                        + "'), interval: '1s', soak: '10s' }");
                        rule.waitForMessage("[why] Soak", run);
                        Promotions.awaitSaved(run);
                        return moments(gate(run));
                    },
                    service.url("/ok"));
            jenkins.kill();
            long asked = service.asked("/ok");
            jenkins.startJenkins();
            jenkins.runRemotely(
                    (rule, known) -> {
                        WorkflowRun run = rule.jenkins
                                .getItemByFullName("shop", WorkflowJob.class)
                                .getLastBuild();
                        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
                        assertThat(moments(gate(run))).isEqualTo(known);
                        assertThat(gate(run).checks().get(0).well()).isGreaterThan(3);
                        assertThat(promotion(run.getParent(), "staging-1").outcome())
                                .isEqualTo(Outcome.VERIFIED);
                        assertThat(promotion(run.getParent(), "staging-1").gates())
                                .singleElement()
                                .satisfies(
                                        gate -> assertThat(gate.end().verdict()).isEqualTo("PASS"));
                    },
                    before);
            assertThat(service.asked("/ok")).isGreaterThan(asked);
        }
    }

    /** What the build says of its gate; the process has tests and plugin in different loaders, so only what is public. */
    private static GatesReport.Gate gate(WorkflowRun run) {
        GatesReport report = (GatesReport) run.getAction(GateRunAction.class).getApi().bean;
        return report.gates().get(0);
    }

    private static String moments(GatesReport.Gate gate) {
        return gate.startedAt() + " " + gate.deadline();
    }
}
