package io.jenkins.plugins.promotion.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Metric sources and lists of addresses in Configuration as Code. */
@WithJenkins
class MetricSourcesAsCodeTest {
    private static final String YAML = """
            unclassified:
              healthGates:
                allow:
                - "10.1.0.0/16"
                controllerProbes: "agentsOnly"
                deny:
                - "10.0.0.0/8"
                sources:
                - prometheus:
                    credentialsId: "prometheus-token"
                    name: "prometheus"
                    url: "https://prometheus.example.com"
                - datadog:
                    applicationKeyCredentialsId: "datadog-application-key"
                    credentialsId: "datadog-api-key"
                    name: "datadog"
                    url: "https://api.datadoghq.eu"
                    window: "10m"
                - cloudWatch:
                    credentialsId: "aws-access-key"
                    name: "cloudwatch"
                    region: "eu-central-1"
                    url: "https://vpce-1.monitoring.eu-central-1.vpce.amazonaws.com"
                - influxDb:
                    name: "influx"
                    organization: "shop"
                    url: "https://influx.example.com"
                - graphite:
                    name: "graphite"
                    url: "https://graphite.example.com"
                - newRelic:
                    account: "12345"
                    name: "newrelic"
                    url: "https://api.eu.newrelic.com"
                - json:
                    name: "stats"
                    template: "/stats?q={query}"
                    url: "https://stats.example.com"
                    valuePath: "$.value"
            """;

    @TempDir
    private Path directory;

    @Test
    void whatIsConfiguredIsExported(JenkinsRule jenkins) throws Exception {
        configure(YAML);

        assertThat(ConfiguredSources.of(null).names())
                .containsExactly("prometheus", "datadog", "cloudwatch", "influx", "graphite", "newrelic", "stats");
        ConfiguratorRegistry registry = ConfiguratorRegistry.get();
        CNode exported =
                Util.getUnclassifiedRoot(new ConfigurationContext(registry)).get("healthGates");
        assertThat(Util.toYamlString(exported).strip())
                .isEqualTo(YAML.lines()
                        .skip(2)
                        .map(line -> line.substring(4))
                        .reduce("", (a, b) -> a + b + "\n")
                        .strip());
    }

    @Test
    void whatIsNotAllowedIsRefused(JenkinsRule jenkins) {
        assertThatThrownBy(() -> configure(YAML.replace("10.0.0.0/8", "10.0.0.0/80")))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining("deny: '10.0.0.0/80' is not allowed");
    }

    private void configure(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }
}
