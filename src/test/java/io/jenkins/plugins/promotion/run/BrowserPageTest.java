package io.jenkins.plugins.promotion.run;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.EveryRule;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of a build in a real browser: everything in place, nothing of the reader's lost. Skipped without a browser. */
@WithJenkins
class BrowserPageTest {
    private static final String ID = "production-1";
    private static final String CARD = "promo-production-1";

    private JenkinsRule jenkins;
    private WorkflowJob shop;
    private WorkflowRun run;
    private Browser browser;

    @BeforeEach
    void open(JenkinsRule rule, @TempDir Path profile) throws Exception {
        assumeTrue(Browser.executable().isPresent(), "no browser here");
        jenkins = rule;
        new Readers(rule);
        EveryRule.configure(rule);
        Promotions promotions = new Promotions(rule);
        shop = promotions.pipeline("shop", EveryRule.PIPELINE);
        run = Readers.start(shop, "jonas");
        promotions.awaitWaiting(run);
        browser = Browser.start(profile);
        browser.login(rule.getURL().toString(), "ines");
        browser.open(rule.getURL() + run.getUrl());
        browser.evaluate("window.loadedOnce = true");
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
            Promotions.stop(run);
            jenkins.waitForCompletion(run);
        }
    }

    @Test
    void tickOverrideHotfixAndApproveWithoutAReload() {
        String box = row("Before+the+release") + " .promo-tick";
        browser.click(box);
        browser.await("document.querySelector(" + Browser.quoted(box) + ").ariaChecked === 'true'");
        assertThat(browser.evaluate("document.activeElement === document.querySelector(" + Browser.quoted(box) + ")"))
                .as("the focus stays for whoever goes on by keyboard")
                .isEqualTo(true);
        assertThat(browser.text(row("Before+the+release")))
                .contains("1 of 3 ticked")
                .contains("ines, ");

        String override = row("Big+sale") + " .promo-reveal";
        browser.click(override + " summary");
        browser.type(override + " textarea", "The payment page is down");
        browser.click(override + " button");
        browser.await(contains(row("Big+sale"), "Overridden by ines: The payment page is down"));
        browser.await("document.querySelector(" + Browser.quoted(override) + ") === null");

        String hotfix = "#" + CARD + " .promo-hotfix";
        browser.click(hotfix + " summary");
        browser.type(hotfix + " textarea", "Nobody can pay");
        browser.click(hotfix + " button");
        browser.await(contains(".promo-path__open", "Hotfix"));
        browser.await(contains(row("Deployment+hours"), "Lifted for a hotfix declared by ines"));

        browser.click(row("Release+managers") + " button[value=approve]");
        browser.await(contains(row("Release+managers"), "1 of 1 from release-managers"));
        browser.click(row("Release+managers") + " button[value=withdraw]");
        browser.await(contains(row("Release+managers"), "The approval by ines was withdrawn."));

        assertThat(browser.evaluate("window.loadedOnce")).isEqualTo(true);
        assertThat(promotion(shop, ID).hotfix().reason()).isEqualTo("Nobody can pay");
    }

    @Test
    void anUpdateLeavesOpenRevealsAndTypedTextAloneAlsoWhenRowsChangePlaces() {
        String override = row("Deployment+hours") + " .promo-reveal";
        browser.click(override + " summary");
        browser.type(override + " textarea", "half a thought");
        browser.type(row("Release+managers") + " textarea", "a comment");
        browser.click("#" + CARD + " .promo-when summary");

        Promotions.overrideRule(shop, ID, "Release managers", "ines");
        browser.await(contains(row("Release+managers"), "Overridden by ines"));

        assertThat(browser.evaluate("document.querySelector(" + Browser.quoted(override + " textarea") + ").value"))
                .isEqualTo("half a thought");
        assertThat(browser.evaluate("document.querySelector(" + Browser.quoted(override) + ").open"))
                .isEqualTo(true);
        assertThat(browser.evaluate(
                        "document.querySelector(" + Browser.quoted(row("Release+managers") + " textarea") + ").value"))
                .isEqualTo("a comment");
        assertThat(browser.evaluate("document.querySelector('#" + CARD + " .promo-when').open"))
                .isEqualTo(true);
    }

    @Test
    void whatCannotBeDoneIsSaidInPlaceAndStaysTyped() {
        Promotions.overrideRule(shop, ID, "Big sale", "ines");
        browser.await(contains(row("Big+sale"), "Overridden"));
        browser.type(row("Security") + " summary", "");
        browser.type(row("Security") + " .promo-reveal textarea", " ");
        browser.click(row("Security") + " .promo-reveal button");

        browser.await(contains(row("Security"), "An override needs a reason"));
        assertThat(browser.evaluate("window.loadedOnce")).isEqualTo(true);
        assertThat(promotion(shop, ID).overrides()).hasSize(1);
    }

    @Test
    void whenItCouldGoOutIsAnsweredInPlaceAndOutlivesAnUpdate() {
        String when = "#" + CARD + " .promo-when";
        browser.click(when + " summary");
        browser.evaluate("document.querySelector('#" + CARD + "-when-at').value = "
                + Browser.quoted(ZonedDateTime.now(EveryRule.ZONE)
                        .plusHours(1)
                        .toLocalDateTime()
                        .toString()
                        .substring(0, 16)));
        browser.evaluate("document.querySelector('#" + CARD + "-when-zone').value = 'America/Los_Angeles'");
        browser.click(when + " button");
        browser.await(contains(when, "The clock lets it go at"));
        assertThat(browser.text(when))
                .contains("Left to people: Release managers (release-managers")
                .contains("Frozen until")
                .contains("Closed, it opens on");

        Promotions.overrideRule(shop, ID, "Security", "ines");
        browser.await(contains(row("Security"), "Overridden"));
        assertThat(browser.text(when)).contains("The clock lets it go at");

        browser.evaluate("document.querySelector('#" + CARD + "-when-zone').value = 'Europe/Berlim'");
        browser.click(when + " button");
        browser.await(contains(when, "did you mean 'Europe/Berlin'?"));
    }

    private static String row(String key) {
        return "[data-promo-key='" + CARD + "-" + key + "']";
    }

    private static String contains(String selector, String text) {
        return "document.querySelector(" + Browser.quoted(selector) + ")?.innerText.replace(/\\s+/g, ' ').includes("
                + Browser.quoted(text) + ")";
    }
}
