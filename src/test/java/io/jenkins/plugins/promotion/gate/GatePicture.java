package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.JsonMetricSource;
import io.jenkins.plugins.promotion.view.Browser;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Takes the pictures of gates, into the directory {@code -Dpictures}; not among the tests. A dark one needs the style sheet
 * of the dark theme, as {@code -Ddark}.
 */
@WithJenkins
class GatePicture {
    @Test
    void gates(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        String dark = System.getProperty("dark");
        try (WebService service = new WebService()
                .status("/healthz", 200)
                .status("/checkout", 503)
                .json("/errors", "{\"v\": 0.0021}")) {
            Gates.allowLoopback();
            JsonMetricSource source = new JsonMetricSource("prometheus", service.url(""));
            source.setTemplate("/errors");
            source.setValuePath("$.v");
            HealthGatesConfiguration.get().setSources(List.of(source));
            WorkflowRun run = Gates.start(
                    jenkins, """
                    promoteTo(environment: 'staging', version: '2.14.3') {
                      healthGate checks: [http(url: '%1$s', name: 'https://staging.shop.example/healthz'),
                          http(url: '%2$s', name: 'https://staging.shop.example/checkout')],
                          interval: '1s', failureThreshold: 3, onFailure: 'continue'
                      healthGate checks: [http(url: '%1$s', name: 'https://staging.shop.example/healthz'),
                          tcp(address: '127.0.0.1:%3$d', name: 'db.shop.example:5432'),
                          metric(source: 'prometheus', query: 'errors', below: 0.01,
                              name: 'prometheus: share of failed requests')],
                          interval: '1s', soak: '30m'
                    }""".formatted(service.url("/healthz"), service.url("/checkout"), service.port()));
            jenkins.waitForMessage("[why] Soak", run);
            try (Browser browser = Browser.start(profile)) {
                for (int width : new int[] {1280, 420}) {
                    browser.width(width);
                    browser.open(jenkins.getURL() + run.getUrl());
                    String suffix = width == 420 ? "-narrow" : "";
                    browser.picture(
                            "section[aria-labelledby=promo-gates]",
                            pictures.resolve("health-gate-light" + suffix + ".png"));
                    assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                            .as("nothing scrolls sideways")
                            .isEqualTo(width);
                    browser.picture("main, #main-panel", pictures.resolve("whole-light" + suffix + ".png"));
                    if (dark != null) {
                        browser.dark(Path.of(dark));
                        browser.picture(
                                "section[aria-labelledby=promo-gates]",
                                pictures.resolve("health-gate-dark" + suffix + ".png"));
                    }
                }
            }
            run.getExecutor().interrupt();
            jenkins.waitForCompletion(run);
        }
    }
}
