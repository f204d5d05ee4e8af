package io.jenkins.plugins.promotion.kill;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
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
                        GateState state = Gates.state(run);
                        return state.startedAt() + " " + state.deadline();
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
                        GateState state = Gates.state(run);
                        assertThat(state.startedAt() + " " + state.deadline()).isEqualTo(known);
                        assertThat(state.checks().get(0).well()).isGreaterThan(3);
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
}
