package io.jenkins.plugins.promotion.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.MetricVerdict;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Reason;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.Prometheus;
import io.jenkins.plugins.promotion.engine.metrics.PrometheusServer;
import io.jenkins.plugins.promotion.engine.metrics.VersionedShop;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Analyses over a real Prometheus that has scraped a shop with a sound canary and harmful ones. */
@EnabledIf("isInstalled")
class PrometheusAnalysisTest {
    /** The probability that the sound canary is stopped by chance. */
    private static final double ALPHA = 0.001;

    private static final Duration INTERVAL = Duration.ofSeconds(3);
    /** With fewer it is not clear yet whether errors come in bursts. */
    private static final int INTERVALS = 8;

    private static final String CANARY = "version=\"${version}\"";
    private static final String BASELINE = "version=\"${previousVersion}\"";

    @TempDir
    static Path directory;

    private static VersionedShop shop;
    private static PrometheusServer server;
    private static Network network;
    private static HttpExchanges http;
    private static Prometheus prometheus;
    private static Instant end;

    static boolean isInstalled() {
        return PrometheusServer.isInstalled();
    }

    @BeforeAll
    static void scrape() throws Exception {
        shop = new VersionedShop()
                .version("1.9", 800, 0.01, 200)
                .version("2.0", 200, 0.01, 200)
                .version("2.1-failing", 200, 0.03, 200)
                .version("2.2-slow", 200, 0.01, 280);
        server = PrometheusServer.start(
                directory, shop.port(), "count_over_time(process_resident_memory_bytes{version=\"2.0\"}[60s]) >= 27");
        end = Instant.now();
        network = new Network(new AddressPolicy(true, false, List.of(), List.of()));
        http = new HttpExchanges(network);
        prometheus = new Prometheus(new Endpoint(http, server.uri(), null, Trust.SYSTEM, Clock.systemUTC()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        http.close();
        network.close();
        shop.close();
    }

    private static String failed(String side) {
        return "sum(increase(http_requests_total{" + side + ",code=~\"5..\"}[${interval}])) or vector(0)";
    }

    private static String all(String side) {
        return "sum(increase(http_requests_total{" + side + "}[${interval}]))";
    }

    private static String latency(String side) {
        return "1000 * sum(rate(http_request_seconds_sum{" + side + "}[${interval}]))"
                + " / sum(rate(http_request_seconds_count{" + side + "}[${interval}]))";
    }

    private static Report judged(String version, MeasuredMetric... extra) throws Exception {
        MeasuredMetric errors = new MeasuredMetric(
                Metric.of("errors", MetricKind.RATE, Direction.INCREASE).withTolerance(0.1),
                "prometheus",
                Questions.counted(failed(CANARY), all(CANARY), failed(BASELINE), all(BASELINE)),
                null,
                null);
        MeasuredMetric latency = new MeasuredMetric(
                Metric.of("latency", MetricKind.SAMPLES, Direction.INCREASE)
                        .withTolerance(0.1)
                        .withMinimum(10),
                "prometheus",
                Questions.both(
                        latency(CANARY).replace("${interval}", "2s"),
                        latency(BASELINE).replace("${interval}", "2s")),
                Duration.ofSeconds(1),
                "ms");
        MeasuredMetric memory = new MeasuredMetric(
                Metric.threshold("memory", null, 900.0),
                "prometheus",
                Questions.alone("process_resident_memory_bytes{" + CANARY + "} / 1e6"),
                null,
                "MB");
        AnalysisDefinition definition = new AnalysisDefinition(
                "web-slo", ALPHA, INTERVAL, extra.length > 0 ? List.of(extra) : List.of(errors, latency, memory));
        AnalysisRecord record =
                LiveAnalysis.begun(definition, INTERVALS, 1, Placeholders.of("shop", "production", version, "1.9"));
        MetricFeed feed = new MetricFeed(
                name -> Optional.of(prometheus), record.placeholders(), Clock.systemUTC(), Runnable::run);
        LiveAnalysis analysis = new LiveAnalysis(record, feed, kept -> {}, Runnable::run);
        analysis.look(end.minus(INTERVAL.multipliedBy(INTERVALS)), end, 0.2).get(60, TimeUnit.SECONDS);
        return analysis.conclude();
    }

    private static MetricVerdict of(Report report, String metric) {
        return report.metrics().stream()
                .filter(verdict -> verdict.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSoundCanaryPasses() throws Exception {
        Report report = judged("2.0");

        assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.PASS);
        assertThat(of(report, "errors").evidence().canaryLevel()).isBetween(0.004, 0.02);
        assertThat(of(report, "errors").evidence().canaryEvents()).isBetween(3_000L, 6_500L);
        assertThat(of(report, "latency").evidence().canaryLevel()).isBetween(150.0, 250.0);
        assertThat(of(report, "memory").evidence().canaryLevel()).isEqualTo(612.0);
    }

    @Test
    void aCanaryOfWhichThreeInAHundredRequestsFailIsStopped() throws Exception {
        Report report = judged("2.1-failing");

        assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.FAIL);
        assertThat(of(report, "errors").reason()).isEqualTo(Reason.HARM_FOUND);
    }

    @Test
    void aSlowCanaryIsStopped() throws Exception {
        Report report = judged("2.2-slow");

        assertThat(report.outcome()).as(report.sentence()).isEqualTo(Outcome.FAIL);
        assertThat(of(report, "latency").reason()).isEqualTo(Reason.HARM_FOUND);
    }

    @Test
    void aVersionThatDoesNotRunIsNoPass() throws Exception {
        Report report = judged("3.0");

        assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(of(report, "errors").reason()).isEqualTo(Reason.SILENT_CANARY);
    }

    @Test
    void aQueryWithAFaultIsExplainedByPrometheus() throws Exception {
        MeasuredMetric broken = new MeasuredMetric(
                Metric.threshold("memory", null, 900.0), "prometheus", Questions.alone("sum(memory"), null, null);

        Report report = judged("2.0", broken);

        assertThat(report.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(report.sentence()).contains("unclosed left parenthesis");
    }
}
