package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.JsonMetricSource;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What gates do to builds: each verdict, each way to write them, blocks, and the end from outside. */
@WithJenkins
class HealthGateStepTest {
    private static final String FAST = "interval: '1s', successThreshold: 2";

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    private JenkinsRule jenkins;
    private WebService service;

    @BeforeEach
    void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        service = new WebService().status("/ok", 200).status("/bad", 503);
        Gates.allowLoopback();
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void aGatePassesAndSaysSo() throws Exception {
        WorkflowRun run = build("echo \"verdict: ${healthGate http('%s'), %s}\"".formatted(service.url("/ok"), FAST));

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("verdict: PASS", run);
        jenkins.assertLogContains("[why] Health: not every check has been well 2 times in a row yet.", run);
        jenkins.assertLogContains(service.url("/ok") + " is well. The status is 200.", run);
        jenkins.assertLogContains("PASS. Every check was well.", run);
        assertThat(service.asked("/ok")).isEqualTo(2);
        assertThat(Gates.state(run).result().checks()).hasSize(1);
    }

    @Test
    void everyCheckMustPassAndHasItsLines() throws Exception {
        WorkflowRun run = build("""
                healthGate checks: [
                    http(url: '%s', status: 200, headers: [Accept: 'text/plain'], name: 'shop'),
                    http(url: '%s', name: 'cart'),
                    tcp('127.0.0.1:%d')
                  ], %s, failureThreshold: 5
                """.formatted(service.url("/ok"), service.url("/bad"), service.port(), FAST));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("shop is well. The status is 200.", run);
        jenkins.assertLogContains("cart is not well (unwanted status). The status is 503 instead of 200-299.", run);
        jenkins.assertLogContains("127.0.0.1:" + service.port() + " is well. The port takes connections.", run);
        jenkins.assertLogContains("healthGate: FAIL. A check was not well 5 times in a row. cart: Not well", run);
    }

    @Test
    void declarativeTakesOneCheckAndAList() throws Exception {
        WorkflowRun run = build("""
                pipeline {
                  agent none
                  stages {
                    stage('One') { steps { healthGate checks: http('%1$s'), interval: '1s', successThreshold: 1 } }
                    stage('Two') { steps { healthGate(checks: [http('%1$s'), tcp('127.0.0.1:%2$d')], %3$s) } }
                    stage('Alone') { steps { healthGate http('%1$s') } }
                    stage('Block') { steps { healthGate(%3$s) { echo 'smoke' } } }
                  }
                }""".formatted(service.url("/ok"), service.port(), FAST));

        jenkins.assertBuildStatusSuccess(run);
        assertThat(run.getAction(GateRunAction.class).gates()).hasSize(4);
    }

    @Test
    void aTimeoutFailsTheGate() throws Exception {
        WorkflowRun run =
                build("healthGate checks: http('%s'), %s, timeout: '10s'".formatted(service.url("/bad"), FAST));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("The checks were not all well within 10s.", run);
    }

    @Test
    void noDataIsInconclusiveAndFailsByDefault() throws Exception {
        HealthGatesConfiguration.get().setSources(List.of(source("monitor", "/metrics")));
        service.json("/metrics", "{\"values\": []}");

        WorkflowRun run =
                build("healthGate metric(source: 'monitor', query: 'q', below: 1), %s, timeout: '10s'".formatted(FAST));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("healthGate: INCONCLUSIVE.", run);
        jenkins.assertLogContains("is not known (no data)", run);
    }

    @Test
    void aSourceThatIsDownIsAnErrorWithItsOwnLimit() throws Exception {
        HealthGatesConfiguration.get().setSources(List.of(source("monitor", "/missing")));

        WorkflowRun run =
                build("healthGate metric(source: 'monitor', query: 'q', below: 1), %s, errorLimit: 2".formatted(FAST));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("healthGate: ERROR. A check could not be measured 2 times in a row.", run);
    }

    @Test
    void theParametersSayWhatAVerdictDoes() throws Exception {
        HealthGatesConfiguration.get().setSources(List.of(source("monitor", "/metrics")));
        service.json("/metrics", "{\"values\": []}");
        WorkflowRun run = build("""
                def gate = [interval: '1s', failureThreshold: 1, errorLimit: 1]
                echo "one ${healthGate(gate + [checks: http('%1$s'), onFailure: 'continue'])}"
                echo "two ${healthGate(gate + [checks: metric(source: 'none', query: 'q', below: 1), onError: 'unstable'])}"
                def monitor = metric(source: 'monitor', query: 'q', below: 1)
                echo "three ${healthGate(gate + [checks: monitor, timeout: '3s', onInconclusive: 'continue'])}"
                """.formatted(service.url("/bad")));

        jenkins.assertBuildStatus(Result.UNSTABLE, run);
        jenkins.assertLogContains("three INCONCLUSIVE", run);
        jenkins.assertLogContains("one FAIL", run);
        jenkins.assertLogContains("two ERROR", run);
        jenkins.assertLogContains("There is no metric source 'none'.", run);
    }

    @Test
    void aValueThatIsNotAllowedIsRefusedBeforeAnythingIsProbed() throws Exception {
        String ok = "http('" + service.url("/ok") + "')";
        refused("healthGate " + ok + ", soak: 'long'", "soak: 'long' is not allowed; a duration is written");
        refused("healthGate " + ok + ", onError: 'ignore'", "onError: 'ignore' is not allowed; it takes 'fail'");
        refused("healthGate " + ok + ", " + ok, "every check has a name of its own");
        refused("healthGate tcp('db')", "tcp: 'db' is not allowed; it takes host:port");
        refused("healthGate http(url: 'ftp://x/')", "url: 'ftp://x/' is not allowed");
        refused("healthGate metric(source: 'a', query: 'b')", "a metric needs above, below, within or maxIncrease");
        refused("healthGate interval: '1s'", "checks: '0 checks' is not allowed; a gate has 1 to 50");
        refused("healthGate " + ok + ", checks: [" + ok + "]", "the checks are given twice");
        refused("healthGate http(url: 'http://x/', headers: 'Authorization: x')", "secrets are given by credentialsId");
        assertThat(service.asked("/ok")).isZero();
    }

    private void refused(String script, String message) throws Exception {
        WorkflowRun run = build(script);
        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains(message, run);
    }

    @Test
    void theBlockIsACheckThatRunsUntilItHasSucceededOftenEnough() throws Exception {
        WorkflowRun run = build("""
                int n = 0
                healthGate(%s, timeout: '1m') {
                  n++
                  echo "run ${n}"
                  if (n < 3) { error "not yet" }
                }
                echo "done after ${n}"
                """.formatted(FAST));

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("done after 4", run);
        jenkins.assertLogContains("block is not well (block failed). The block failed: not yet", run);
        jenkins.assertLogContains("block is well. The block succeeded.", run);
    }

    @Test
    void aBlockThatStillRunsWhenTheTimeIsUpIsStopped() throws Exception {
        WorkflowRun run = build("healthGate(interval: '1s', successThreshold: 1, timeout: '15s') { sleep 600 }");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("The block was still running when the time was up.", run);
    }

    @Test
    void abortWorksAtOnce() throws Exception {
        WorkflowRun run = Gates.start(jenkins, "healthGate http('%s'), soak: '1d'".formatted(service.url("/ok")));
        jenkins.waitForMessage("is well. The status is 200.", run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    @Test
    void abortWorksAtOnceInsideTheBlockToo() throws Exception {
        WorkflowRun run = Gates.start(jenkins, "healthGate(interval: '1s') { echo 'in the block'; sleep 600 }");
        jenkins.waitForMessage("in the block", run);

        Promotions.stop(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogNotContains("FAIL", run);
    }

    private JsonMetricSource source(String name, String path) {
        JsonMetricSource source = new JsonMetricSource(name, service.url(""));
        source.setTemplate(path + "?q={query}");
        source.setValuePath("$.values[*]");
        return source;
    }

    private WorkflowRun build(String script) throws Exception {
        return jenkins.waitForCompletion(Gates.start(jenkins, script));
    }
}
