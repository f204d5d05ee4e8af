package io.jenkins.plugins.promotion.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Browser;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Takes the picture of the demo's release that fails its gate, into the directory {@code -Dpictures}; not among the tests. A
 * dark one needs the style sheet of the dark theme, as {@code -Ddark}.
 */
@WithJenkins
class DemoPicture {
    private static final String ONLY_WHAT_IS_OURS = """
            (() => {
              const ours = [...document.querySelectorAll('section.promo')];
              document.querySelectorAll('#main-panel *').forEach(each => {
                if (!ours.some(section => section.contains(each) || each.contains(section))) { each.style.display = 'none'; }
              });
            })()""";

    @Test
    void aReleaseFailsItsGate(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        String dark = System.getProperty("dark");
        try (Demo demo = new Demo(jenkins)) {
            demo.run();
            WorkflowJob storefront = jenkins.jenkins.getItemByFullName("storefront", WorkflowJob.class);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Demo.started(storefront, 1)));
            WorkflowRun second = Demo.started(storefront, 2);
            jenkins.waitForMessage("[why] Release managers", second);
            Promotions.approve(storefront, "production-2", "priya");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
            WorkflowRun third = demo.unhealthy(storefront);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(third));
            try (Browser browser = Browser.start(profile)) {
                browser.login(jenkins.getURL().toString(), "jo");
                for (int width : new int[] {1280, 420}) {
                    browser.width(width);
                    browser.open(jenkins.getURL() + third.getUrl());
                    browser.evaluate(ONLY_WHAT_IS_OURS);
                    String suffix = width == 420 ? "-narrow" : "";
                    browser.picture("main, #main-panel", pictures.resolve("demo-gate-light" + suffix + ".png"));
                    assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                            .as("nothing scrolls sideways")
                            .isEqualTo(width);
                    if (dark != null) {
                        browser.dark(Path.of(dark));
                        browser.picture("main, #main-panel", pictures.resolve("demo-gate-dark" + suffix + ".png"));
                    }
                }
            }
        }
    }
}
