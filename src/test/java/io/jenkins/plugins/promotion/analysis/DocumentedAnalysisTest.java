package io.jenkins.plugins.promotion.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.measure.AnalysisRecord;
import io.jenkins.plugins.promotion.engine.measure.LiveAnalysis;
import io.jenkins.plugins.promotion.engine.measure.MetricFeed;
import io.jenkins.plugins.promotion.engine.measure.Placeholders;
import io.jenkins.plugins.promotion.engine.metrics.PrometheusServer;
import io.jenkins.plugins.promotion.engine.metrics.VersionedShop;
import io.jenkins.plugins.promotion.metrics.ConfiguredSources;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The example of the document about analyses: taken by Configuration as Code, and judged with a real Prometheus. */
@WithJenkins
class DocumentedAnalysisTest {
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final int INTERVALS = 10;

    @TempDir
    private Path directory;

    private static String example() throws Exception {
        Matcher yaml =
                Pattern.compile("(?ms)^```yaml\\n(.*?)^```$").matcher(Files.readString(Path.of("docs/analyses.md")));
        assertThat(yaml.find()).isTrue();
        return yaml.group(1);
    }

    private void configure(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    @Test
    void whatIsConfiguredIsExported(JenkinsRule jenkins) throws Exception {
        configure(example());

        AnalysisDefinition definition = ConfiguredAnalyses.of(null).demand("web-slo");
        assertThat(definition.metrics().get(0).questions().canary())
                .isEqualTo("sum(increase(http_requests_total{version=\"${version}\",code=~\"5..\"}[${interval}])) or"
                        + " vector(0)");
        CNode exported = Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                .get("canaryAnalyses");
        String text = Util.toYamlString(exported);
        AnalysesConfiguration.get().setAnalyses(List.of());
        configure("unclassified:\n  canaryAnalyses:\n" + text.indent(4));
        assertThat(ConfiguredAnalyses.of(null).demand("web-slo")).as(text).isEqualTo(definition);
    }

    @Test
    void whatIsNotAllowedIsRefused(JenkinsRule jenkins) throws Exception {
        String yaml = example();

        assertThatThrownBy(() -> configure(yaml.replace("alpha: \"1%\"", "alpha: \"0\"")))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining("analysis 'web-slo': alpha: '0.0' is not allowed");
        assertThatThrownBy(() -> configure(yaml.replaceFirst("tolerance: \"10%\"", "tolerance: \"-10%\"")))
                .hasStackTraceContaining("tolerance of 'failed requests': '-0.1' is not allowed");
        assertThatThrownBy(() -> configure(yaml.replace("name: \"latency\"", "name: \"memory\"")))
                .hasStackTraceContaining("metric: 'memory' is not allowed; each metric has its own name");
        assertThat(AnalysesConfiguration.get().getAnalyses()).isEmpty();
    }

    @Test
    void theExampleTellsASoundVersionFromOneThatFails(JenkinsRule jenkins) throws Exception {
        assumeTrue(PrometheusServer.isInstalled(), "prometheus is not installed");
        HealthGatesConfiguration.get().setAllow(List.of("127.0.0.1"));
        try (VersionedShop shop = new VersionedShop()
                        .version("1.9", 800, 0.01, 200)
                        .version("2.0", 200, 0.01, 200)
                        .version("2.1", 200, 0.04, 200);
                PrometheusServer prometheus = PrometheusServer.start(
                        directory,
                        shop.port(),
                        "count_over_time(process_resident_memory_bytes{version=\"2.0\"}[90s]) >= 33")) {
            configure(example()
                    .replace("alpha: \"1%\"", "alpha: \"0.1%\"") // or one run in a hundred might fail by chance
                    .replace(
                            "http://prometheus.example.com:9090",
                            prometheus.uri().toString()));
            Instant end = Instant.now();

            Report failing = judged("2.1", end);
            assertThat(failing.outcome()).as(failing.sentence()).isEqualTo(Outcome.FAIL);
            assertThat(failing.sentence()).contains("failed requests");
            // Beside the failing version the baseline, which is everything else, is worse than the sound one.
            Report sound = judged("2.0", end);
            assertThat(sound.outcome()).as(sound.sentence()).isEqualTo(Outcome.PASS);
        }
    }

    private static Report judged(String version, Instant end) throws Exception {
        AnalysisDefinition definition =
                ConfiguredAnalyses.of(null).demand("web-slo").every(INTERVAL);
        AnalysisRecord record =
                LiveAnalysis.begun(definition, INTERVALS, 1, Placeholders.of("shop", "production", version, "1.9"));
        MetricFeed feed = new MetricFeed(
                name -> ConfiguredSources.of(null).find(name),
                record.placeholders(),
                Clock.systemUTC(),
                AnalysisWorkers.POOL);
        LiveAnalysis analysis = new LiveAnalysis(record, feed, kept -> {}, AnalysisWorkers.POOL);
        // Three versions share the traffic, so that the share of each is another than that of a rollout.
        analysis.look(end.minus(INTERVAL.multipliedBy(INTERVALS)), end, 1 / 6.0).get(60, TimeUnit.SECONDS);
        return analysis.conclude();
    }
}
