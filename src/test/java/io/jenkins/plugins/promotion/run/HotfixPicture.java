package io.jenkins.plugins.promotion.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.EveryRule;
import io.jenkins.plugins.promotion.view.Readers;
import java.io.IOException;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Takes the pictures of an emergency hotfix that waits for its last approval, and of one that is live, into the directory
 * {@code -Dpictures}; not among the tests.
 */
@WithJenkins
class HotfixPicture {
    private static final String[] PEOPLE = {
        "jonas", "Jonas Weber", "priya", "Priya Nair", "ines", "Ines Almeida", "roland", "Roland Meyer"
    };

    @Test
    void declaredAndLive(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        Readers readers = new Readers(jenkins);
        for (int i = 0; i < PEOPLE.length; i += 2) {
            User.getById(PEOPLE[i], true).setFullName(PEOPLE[i + 1]);
        }
        EveryRule.configure(jenkins);
        Promotions promotions = new Promotions(jenkins);
        WorkflowJob storefront = promotions.pipeline("storefront", """
                promoteTo(environment: 'staging', version: '2.14.4') { echo 'tried' }
                promoteTo(environment: 'production', ticket: 'INC-4711', notes: 'Card payments work again.') { echo 'live' }
                """);
        WorkflowRun run = Readers.start(storefront, "jonas");
        promotions.awaitWaiting(run);
        String page = run.getUrl() + "environments/";
        readers.post("ines", page + "hotfix", "promotion", "production-1", "reason", "Nobody can pay by card.");
        approve(readers, page, "ines", "Release managers", "One line, read twice.");
        try (Browser browser = Browser.start(profile)) {
            browser.login(jenkins.getURL().toString(), "priya");
            pictures(browser, jenkins.getURL() + run.getUrl(), pictures, "build-hotfix");
            Promotions.approve(storefront, "production-1", "roland");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            pictures(browser, jenkins.getURL() + run.getUrl(), pictures, "build-hotfix-live");
        }
    }

    private static void approve(Readers readers, String page, String who, String rule, String comment)
            throws Exception {
        readers.post(
                who,
                page + "decide",
                "promotion",
                "production-1",
                "rule",
                rule,
                "decision",
                "approve",
                "comment",
                comment);
    }

    private static void pictures(Browser browser, String url, Path pictures, String name) throws IOException {
        String dark = System.getProperty("dark");
        for (int width : new int[] {1280, 420}) {
            browser.width(width);
            String suffix = width == 420 ? "-narrow.png" : ".png";
            browser.open(url);
            browser.await("document.querySelector('section.promo') !== null");
            if (name.endsWith("live")) {
                browser.click("[href='#promo-production-1'], [aria-controls=promo-production-1]");
            }
            browser.picture("section.promo", pictures.resolve(name + "-light" + suffix));
            assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                    .as("nothing scrolls sideways")
                    .isEqualTo(width);
            if (dark != null) {
                browser.dark(Path.of(dark));
                browser.picture("section.promo", pictures.resolve(name + "-dark" + suffix));
            }
        }
    }
}
