package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.Functions;
import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.JsonMetricSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every Pipeline of the document about gates, run as it is written there, with a service in place of the example's. */
@WithJenkins
class DocumentedGatesTest {
    private static final Path DOCUMENT = Path.of("docs/health-gates.md");

    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    @TempDir
    private Path directory;

    @Test
    void everyPipelinePasses(JenkinsRule jenkins) throws Exception {
        assumeFalse(Functions.isWindows(), "the document has a shell script");
        try (WebService service = new WebService()
                .status("/healthz", 200)
                .status("/slow", 503)
                .json("/status", "{\"status\": \"UP\"}")
                .json("/errors", "{\"v\": 0.001}")) {
            Gates.allowLoopback();
            JsonMetricSource source = new JsonMetricSource("prometheus", service.url(""));
            source.setTemplate("/{query}");
            source.setValuePath("$.v");
            HealthGatesConfiguration.get().setSources(List.of(source));
            int count = 0;
            for (Matcher snippet = snippets("groovy"); snippet.find(); count++) {
                String script = snippet.group(1)
                        .replace("https://shop.example.com", service.url(""))
                        .replace("shop.example.com:443", "127.0.0.1:" + service.port());
                WorkflowRun run = jenkins.waitForCompletion(Gates.start(jenkins, script));
                jenkins.assertBuildStatus(script.contains("'unstable'") ? Result.UNSTABLE : Result.SUCCESS, run);
                jenkins.assertLogContains(script.contains("'unstable'") ? "The gate ended FAIL" : "PASS.", run);
            }
            assertThat(count).isEqualTo(5);
        }
    }

    @Test
    void theConfigurationAsCodeIsTaken(JenkinsRule jenkins) throws Exception {
        Matcher yaml = snippets("yaml");
        assertThat(yaml.find()).isTrue();

        ConfigurationAsCode.get()
                .configure(Files.writeString(directory.resolve("jenkins.yaml"), yaml.group(1))
                        .toString());

        assertThat(HealthGatesConfiguration.get().getSources()).hasSize(3);
        assertThat(HealthGatesConfiguration.get().getAllow()).containsExactly("10.1.0.0/16");
    }

    private static Matcher snippets(String language) throws Exception {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(Files.readString(DOCUMENT));
    }
}
