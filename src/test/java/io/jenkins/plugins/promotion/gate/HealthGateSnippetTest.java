package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import io.jenkins.plugins.promotion.health.HealthCheck;
import io.jenkins.plugins.promotion.health.HttpHealthCheck;
import io.jenkins.plugins.promotion.health.MetricHealthCheck;
import io.jenkins.plugins.promotion.health.TcpHealthCheck;
import io.jenkins.plugins.promotion.metrics.CloudWatchSource;
import io.jenkins.plugins.promotion.metrics.DatadogSource;
import io.jenkins.plugins.promotion.metrics.GraphiteSource;
import io.jenkins.plugins.promotion.metrics.InfluxDbSource;
import io.jenkins.plugins.promotion.metrics.JsonMetricSource;
import io.jenkins.plugins.promotion.metrics.NewRelicSource;
import io.jenkins.plugins.promotion.metrics.PrometheusSource;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms of the step and its checks in the snippet generator, what it generates, and the help of every field. */
@WithJenkins
class HealthGateSnippetTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void oneCheckIsWrittenWithoutAList() throws Exception {
        Step step = new StepConfigTester(jenkins)
                .configRoundTrip(
                        new HealthChecksStep(List.of(new HttpHealthCheck("https://shop.example.com/healthz"))));

        new SnippetizerTester(jenkins).assertRoundTrip(step, "healthChecks http('https://shop.example.com/healthz')");
    }

    @Test
    void severalChecksAndAllFieldsRoundTrip() throws Exception {
        HealthChecksStep full = new HealthChecksStep(List.of(page(), port(), number()));
        fill(full);

        Step step = new StepConfigTester(jenkins).configRoundTrip(full);

        jenkins.assertEqualDataBoundBeans(full, step);
        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        step,
                        "healthChecks checks: ["
                                + "http(body: 'ready', expected: 'UP', headers: ['Accept: application/json', 'X-Shop: 1'],"
                                + " json: '$.status', maxLatency: '2s', method: 'POST', name: 'shop', redirects: '0',"
                                + " status: '200-204', time: '5s', url: 'https://shop.example.com/healthz'), "
                                + "tcp(address: 'db:5432', name: 'database', time: '3s'), "
                                + "metric(above: '0', below: '0.01', maxIncrease: '10%', name: 'errors', query: 'sum(rate(x[5m]))',"
                                + " source: 'prometheus', time: '20s', within: '0..1')], "
                                + "errorLimit: 4, failureThreshold: 3, initialDelay: '30s', interval: '20s', onError: 'continue',"
                                + " onFailure: 'unstable', onInconclusive: 'unstable', soak: '30m', successThreshold: 5, timeout: '10m'");
    }

    @Test
    void theFormWithABlockRoundTrips() throws Exception {
        HealthGateStep full = new HealthGateStep();
        full.setTimeout("5m");
        full.setChecks(List.of(port()));

        Step step = new StepConfigTester(jenkins).configRoundTrip(full);

        jenkins.assertEqualDataBoundBeans(full, step);
        HealthGateStep alone = new HealthGateStep();
        alone.setTimeout("5m");
        new SnippetizerTester(jenkins)
                .assertRoundTrip(new StepConfigTester(jenkins).configRoundTrip(alone), """
                        healthGate(timeout: '5m') {
                            // some block
                        }""".replace(
                                "\n", System.lineSeparator()));
    }

    @Test
    void theReferenceOfStepsHasIt() throws Exception {
        SnippetizerTester.assertDocGeneration(HealthChecksStep.class);
        SnippetizerTester.assertDocGeneration(HealthGateStep.class);
        assertThat(text("pipeline-syntax/globals")).contains("healthGate(timeout: '5m', interval: '1m')");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                HealthChecksStep.class,
                HealthGateStep.class,
                HttpHealthCheck.class,
                TcpHealthCheck.class,
                MetricHealthCheck.class,
                PrometheusSource.class,
                DatadogSource.class,
                CloudWatchSource.class,
                InfluxDbSource.class,
                GraphiteSource.class,
                NewRelicSource.class,
                JsonMetricSource.class
            })
    void everyFieldHasHelp(Class<? extends Describable<?>> type) throws Exception {
        String page = "descriptor/" + type.getName() + "/help";

        assertThat(DescribableModel.of(type).getParameters())
                .isNotEmpty()
                .allSatisfy(parameter -> assertThat(text(page + "/" + parameter.getName()))
                        .as(parameter.getName())
                        .isNotBlank());
    }

    private String text(String page) throws Exception {
        return jenkins.createWebClient().goTo(page).asNormalizedText();
    }

    private static HealthCheck page() {
        HttpHealthCheck check = new HttpHealthCheck("https://shop.example.com/healthz");
        check.setName("shop");
        check.setStatus("200-204");
        check.setMethod("POST");
        check.setBody("ready");
        check.setJson("$.status");
        check.setExpected("UP");
        check.setMaxLatency("2s");
        check.setHeaders(List.of("Accept: application/json", "X-Shop: 1"));
        check.setRedirects("0");
        check.setTime("5s");
        return check;
    }

    private static HealthCheck port() {
        TcpHealthCheck check = new TcpHealthCheck("db:5432");
        check.setName("database");
        check.setTime("3s");
        return check;
    }

    private static HealthCheck number() {
        MetricHealthCheck check = new MetricHealthCheck("prometheus", "sum(rate(x[5m]))");
        check.setName("errors");
        check.setAbove("0");
        check.setBelow("0.01");
        check.setWithin("0..1");
        check.setMaxIncrease("10%");
        check.setTime("20s");
        return check;
    }

    private static void fill(GateStep step) {
        step.setInterval("20s");
        step.setTimeout("10m");
        step.setSuccessThreshold(5);
        step.setFailureThreshold(3);
        step.setInitialDelay("30s");
        step.setSoak("30m");
        step.setErrorLimit(4);
        step.setOnFailure("unstable");
        step.setOnInconclusive("unstable");
        step.setOnError("continue");
    }
}
