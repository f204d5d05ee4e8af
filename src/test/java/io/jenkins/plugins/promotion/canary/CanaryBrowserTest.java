package io.jenkins.plugins.promotion.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A rollout in a real browser: paused and let go on without a reload. Skipped without a browser. */
@WithJenkins
class CanaryBrowserTest {
    @Test
    void pauseAndResumeWithoutAReload(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        assumeTrue(Browser.executable().isPresent(), "no browser here");
        new Readers(jenkins);
        CanaryStory story = CanaryStory.begin(jenkins, 0.01);
        String card = "#" + story.card();
        try (Browser browser = Browser.start(profile)) {
            browser.login(jenkins.getURL().toString(), "roland");
            browser.open(jenkins.getURL() + story.run().getUrl());
            browser.evaluate("window.loadedOnce = true");

            browser.click(form(story, "pause") + " summary");
            browser.type(form(story, "pause") + " textarea", "The database is slow today");
            browser.click(form(story, "pause") + " form button");
            browser.await(contains(card, "roland paused it: 2.14.3 keeps 25 %."));
            assertThat(story.rollout().pause().orElseThrow().reason()).isEqualTo("The database is slow today");

            browser.click(form(story, "back") + " summary");
            browser.type(form(story, "back") + " textarea", "half a thought");
            browser.click(form(story, "resume") + " summary");
            browser.type(form(story, "resume") + " textarea", "It is well again");
            browser.click(form(story, "resume") + " form button");
            browser.await(contains(card, "roland let it go on"));
            browser.await(contains(card, "50 % follows in"));

            assertThat(story.rollout().pause()).isEmpty();
            assertThat(browser.evaluate("window.loadedOnce")).isEqualTo(true);
            assertThat(browser.evaluate(
                            "document.querySelector(" + Browser.quoted(form(story, "back") + " textarea") + ").value"))
                    .as("what is being typed stays")
                    .isEqualTo("half a thought");
        } finally {
            story.end();
        }
    }

    private static String form(CanaryStory story, String act) {
        return "[data-promo-key='" + story.card() + "-" + act + "']";
    }

    private static String contains(String selector, String text) {
        return "document.querySelector(" + Browser.quoted(selector) + ")?.innerText.replace(/\\s+/g, ' ').includes("
                + Browser.quoted(text) + ")";
    }
}
