package io.jenkins.plugins.promotion.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.EveryRule;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Takes the pictures of a build that waits, into the directory {@code -Dpictures}; not among the tests. A dark one needs the
 * style sheet of the dark theme, as {@code -Ddark}.
 */
@WithJenkins
class BuildPicture {
    private static final String[] PEOPLE = {
        "jonas", "Jonas Weber", "priya", "Priya Nair", "ines", "Ines Almeida", "roland", "Roland Meyer"
    };
    private static final String WHEN = "#promo-production-2 .promo-when";

    @Test
    void everyRuleWaits(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        String dark = System.getProperty("dark");
        Readers readers = new Readers(jenkins);
        for (int i = 0; i < PEOPLE.length; i += 2) {
            User.getById(PEOPLE[i], true).setFullName(PEOPLE[i + 1]);
        }
        Promotions promotions = new Promotions(jenkins);
        WorkflowJob storefront = promotions.pipeline("storefront", """
                promoteTo(environment: 'staging', version: '2.14.2') { echo 'tried' }
                promoteTo(environment: 'production') { echo 'live' }
                """);
        WorkflowRun before = Readers.start(storefront, "jonas");
        promotions.awaitWaiting(before);
        Promotions.approve(storefront, "production-1", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(before));
        EveryRule.configure(jenkins);
        storefront.setDefinition(promotions.script("""
                promoteTo(environment: 'staging', version: '2.14.3') { echo 'tried' }
                promoteTo(environment: 'production', ticket: 'SHOP-1412', notes: 'Coupons and gift cards.', waitTimeout: '5d',
                    checklist: ['Coupons of last year are archived']) { echo 'live' }
                """));
        WorkflowRun run = Readers.start(storefront, "jonas");
        promotions.awaitWaiting(run);
        String page = run.getUrl() + "environments/";
        String[] vote = {"promotion", "production-2", "rule", "Release managers", "decision", "approve", "comment", ""};
        vote[7] = "Read the diff, the new flags default to off.";
        readers.post("ines", page + "decide", vote);
        vote[7] = "Too early, sorry.";
        readers.post("priya", page + "decide", vote);
        readers.post("priya", page + "withdraw", "promotion", "production-2");
        for (String item : new String[] {"Load test result read", "Feature flags default to off"}) {
            readers.post("priya", page + "tick", "promotion", "production-2", "item", item, "ticked", "true");
        }
        readers.post(
                "ines",
                page + "override",
                "promotion",
                "production-2",
                "rule",
                "Big sale",
                "reason",
                "Agreed with sales: the new coupons are for it.");
        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            Decisions.of(Application.of(storefront, null), storefront)
                    .hold(Promotions.PRODUCTION, "The database is being moved until noon.");
        }
        try (Browser browser = Browser.start(profile)) {
            browser.login(jenkins.getURL().toString(), "ines");
            for (int width : new int[] {1280, 420}) {
                browser.width(width);
                browser.open(jenkins.getURL() + run.getUrl());
                String suffix = width == 420 ? "-narrow" : "";
                browser.picture("section.promo", pictures.resolve("build-waiting-light" + suffix + ".png"));
                browser.click(WHEN + " summary");
                browser.evaluate("document.querySelector('" + WHEN + " [name=zone]').value = 'America/Los_Angeles'");
                browser.click(WHEN + " form button");
                browser.await("document.querySelector('" + WHEN + " .promo-answer').innerText.includes('Times in')");
                browser.click("[data-promo-key$='Deployment+hours'] .promo-reveal summary");
                browser.click(".promo-hotfix summary");
                browser.picture("section.promo", pictures.resolve("build-asked-light" + suffix + ".png"));
                assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing scrolls sideways")
                        .isEqualTo(width);
                if (dark != null) {
                    browser.dark(Path.of(dark));
                    browser.picture("section.promo", pictures.resolve("build-asked-dark" + suffix + ".png"));
                    browser.click(WHEN + " summary");
                    browser.click("[data-promo-key$='Deployment+hours'] .promo-reveal summary");
                    browser.click(".promo-hotfix summary");
                    browser.picture("section.promo", pictures.resolve("build-waiting-dark" + suffix + ".png"));
                }
            }
        }
        run.doStop();
        jenkins.waitForCompletion(run);
    }
}
