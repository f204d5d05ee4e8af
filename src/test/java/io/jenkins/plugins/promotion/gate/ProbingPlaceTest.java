package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** From where gates look, and where they may look at all. */
@WithJenkins
class ProbingPlaceTest {
    private static final String ONCE =
            "interval: '1s', successThreshold: 1, failureThreshold: 1, errorLimit: 1, timeout: '2m'";

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    private JenkinsRule jenkins;
    private WebService service;

    @BeforeEach
    void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        service = new WebService().status("/ok", 200);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void theControllerDoesNotReachItselfUnlessItIsAllowed() throws Exception {
        WorkflowRun denied = build("healthGate http('%s'), %s".formatted(service.url("/ok"), ONCE));

        jenkins.assertBuildStatus(Result.FAILURE, denied);
        jenkins.assertLogContains("127.0.0.1 is at 127.0.0.1, which may not be reached: this machine itself.", denied);
        assertThat(service.asked("/ok")).isZero();

        Gates.allowLoopback();
        jenkins.assertBuildStatusSuccess(build("healthGate http('%s'), %s".formatted(service.url("/ok"), ONCE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http('http://169.254.169.254/latest/meta-data/')", "tcp('169.254.169.254:80')"})
    void metadataIsNeverReached(String check) throws Exception {
        Gates.allowLoopback();

        WorkflowRun run = build("healthGate %s, %s".formatted(check, ONCE));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("healthGate: ERROR.", run);
        jenkins.assertLogContains("which may not be reached: a link-local, metadata or reserved address", run);
    }

    @Test
    void metadataIsNotReachedByARedirectEither() throws Exception {
        Gates.allowLoopback();
        service.redirect("/away", "http://169.254.169.254/latest/meta-data/");

        WorkflowRun run = build("healthGate http('%s'), %s".formatted(service.url("/away"), ONCE));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("169.254.169.254, which may not be reached", run);
        assertThat(service.asked("/away")).isEqualTo(1);
    }

    @Test
    void theListOfTheAdministratorCountsFromTheNextProbeOn() throws Exception {
        Gates.allowLoopback();
        HealthGatesConfiguration.get().setDeny(List.of("127.0.0.1"));

        jenkins.assertBuildStatus(
                Result.FAILURE, build("healthGate tcp('127.0.0.1:%d'), %s".formatted(service.port(), ONCE)));
    }

    @Test
    void insideNodeTheAgentLooks() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("far"));

        WorkflowRun run = build("""
                node('far') {
                  healthGate checks: [http('%s'), tcp('127.0.0.1:%d')], %s
                }""".formatted(
                service.url("/ok"), service.port(), ONCE.replace("failureThreshold: 1", "failureThreshold: 0")));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(agent.toComputer().isOnline()).isTrue();
        assertThat(service.asked("/ok")).isPositive();
    }

    @Test
    void insideNodeOfTheControllerTheListHolds() throws Exception {
        WorkflowRun run = build("node { healthGate http('%s'), %s }".formatted(service.url("/ok"), ONCE));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("which may not be reached: this machine itself.", run);
    }

    @Test
    void anAgentDoesNotReachMetadataEither() throws Exception {
        jenkins.createOnlineSlave(Label.get("far"));

        WorkflowRun run = build("node('far') { healthGate http('http://169.254.169.254/'), %s }".formatted(ONCE));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("which may not be reached", run);
    }

    @Test
    void anAgentThatIsLostIsAnErrorAndNoHang() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("far"));
        WorkflowRun run = Gates.start(jenkins, """
                node('far') {
                  healthGate http('%s'), interval: '1s', soak: '1h', errorLimit: 2
                }""".formatted(service.url("/ok")));
        jenkins.waitForMessage("is well. The status is 200.", run);

        agent.toComputer().disconnect(new OfflineCause.ByCLI("gone"));

        jenkins.waitForMessage("is not known (failed).", run);
        Promotions.stop(run);
        jenkins.waitForCompletion(run);
    }

    @Test
    void theAdministratorCanAllowAgentsOnly() throws Exception {
        Gates.allowLoopback();
        HealthGatesConfiguration.get().setControllerProbes("agentsOnly");

        WorkflowRun run = build("healthGate http('%s'), %s".formatted(service.url("/ok"), ONCE));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains(
                "The administrator allows probes from agents only: put healthGate inside 'node'.", run);
        assertThat(service.asked("/ok")).isZero();
    }

    private WorkflowRun build(String script) throws Exception {
        return jenkins.waitForCompletion(Gates.start(jenkins, script));
    }
}
