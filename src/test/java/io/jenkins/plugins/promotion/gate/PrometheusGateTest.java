package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.net.FreePorts;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.PrometheusSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Gates over a real Prometheus that scrapes a service, where one is installed. */
@WithJenkins
@EnabledIf("isInstalled")
class PrometheusGateTest {
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private MetricsService service;
    private Process prometheus;
    private int port;

    static boolean isInstalled() {
        return Files.isExecutable(PROMETHEUS);
    }

    @BeforeEach
    void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        service = new MetricsService();
        port = FreePorts.one();
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 3s} # which is also how long the service may take to answer
                scrape_configs:
                - job_name: shop
                  static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(service.port()));
        prometheus = new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Gates.allowLoopback();
        HealthGatesConfiguration.get()
                .setSources(List.of(new PrometheusSource("prometheus", "http://127.0.0.1:" + port)));
        awaitScraped();
    }

    private void awaitScraped() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=shop_errors"))
                .timeout(Duration.ofSeconds(5))
                .build();
        for (int i = 0; i < 300; i++) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body()
                        .contains("\"value\"")) {
                    return;
                }
            } catch (java.io.IOException e) {
                // It is still starting.
            }
            Thread.sleep(200);
        }
        throw new AssertionError("Prometheus has scraped nothing: " + Files.readString(directory.resolve("log")));
    }

    @AfterEach
    void end() throws Exception {
        service.close();
        prometheus.destroy();
        if (!prometheus.waitFor(20, TimeUnit.SECONDS)) {
            prometheus.destroyForcibly().waitFor();
        }
    }

    @Test
    void aNumberWithinItsBoundsPasses() throws Exception {
        service.errors = 0.002;

        WorkflowRun run =
                build("healthGate metric(source: 'prometheus', query: 'shop_errors', below: 0.01), interval: '1s'");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(Gates.state(run).result().checks().get(0).well()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void anIncreaseOverTheValueFromBeforeFails() throws Exception {
        WorkflowRun run = Gates.start(jenkins, """
                promoteTo('staging') {
                  healthGate metric(source: 'prometheus', query: 'shop_errors', maxIncrease: '10%'), interval: '1s',
                    soak: '2m', failureThreshold: 2
                }""");
        jenkins.waitForMessage("[why] Soak", run);

        service.errors = 0.5;

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("exceeds the 0.001 from before by more than 10%", run);
        jenkins.assertLogContains("The deployment of 1 to staging failed", run);
    }

    @Test
    void severalSeriesWhereOneIsExpectedAreAnError() throws Exception {
        WorkflowRun run = build(
                "healthGate metric(source: 'prometheus', query: '{__name__=~\"shop_.*\"}', below: 1), interval: '1s',"
                        + " errorLimit: 1");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("healthGate: ERROR.", run);
        jenkins.assertLogContains("is not known (several series)", run);
    }

    private WorkflowRun build(String script) throws Exception {
        return jenkins.waitForCompletion(Gates.start(jenkins, script));
    }
}
