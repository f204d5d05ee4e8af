package io.jenkins.plugins.promotion.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Takes the pictures of a rollout, into the directory {@code -Dpictures}; not among the tests. A dark one needs the style
 * sheet of the dark theme, as {@code -Ddark}.
 */
@WithJenkins
class CanaryPicture {
    private static final String SECTION = "section[aria-label=Rollouts]";

    private Path pictures;

    @Test
    void aRollout(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        String dark = System.getProperty("dark");
        new Readers(jenkins);
        CanaryStory story = CanaryStory.begin(jenkins, 0.0104);
        try (Browser browser = Browser.start(profile)) {
            browser.login(jenkins.getURL().toString(), "roland");
            browser.width(1280);
            browser.open(jenkins.getURL() + story.run().getUrl());
            browser.picture("main, #main-panel", pictures.resolve("whole-canary.png"));
            for (int width : new int[] {1280, 420}) {
                browser.width(width);
                String suffix = width == 420 ? "-narrow" : "";
                browser.open(jenkins.getURL() + story.run().getUrl());
                browser.picture(SECTION, pictures.resolve("build-canary-light" + suffix + ".png"));
                assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing scrolls sideways")
                        .isEqualTo(width);
                if (dark != null) {
                    browser.dark(Path.of(dark));
                    browser.picture(SECTION, pictures.resolve("build-canary-dark" + suffix + ".png"));
                }
            }
        } finally {
            story.end();
        }
    }

    /** The snippet generator with an analysis that stands in the Pipeline. */
    @Test
    void theForm(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        jenkins.createProject(WorkflowJob.class, "storefront");
        try (Browser browser = Browser.start(profile)) {
            browser.width(1280);
            browser.open(jenkins.getURL() + "job/storefront/pipeline-syntax/");
            browser.await("document.querySelector('select.dropdownList') !== null");
            browser.evaluate("(() => { const steps = document.querySelector('select.dropdownList');"
                    + " steps.value = [...steps.options].find(step => step.text.startsWith('canaryRollout')).value;"
                    + " steps.dispatchEvent(new Event('change')); })()");
            browser.await("document.querySelector('[name$=inline]') !== null");
            browser.evaluate("document.querySelector('[name$=inline]').click()");
            browser.evaluate("new Promise(done => setTimeout(done, 1000))");
            browser.picture("#main-panel", pictures.resolve("canary-form.png"));
        }
    }
}
