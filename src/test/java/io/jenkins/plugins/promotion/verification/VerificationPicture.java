package io.jenkins.plugins.promotion.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.HealthDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.config.WatchDefinition;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.health.HttpHealthCheck;
import io.jenkins.plugins.promotion.health.TcpHealthCheck;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Takes the pictures of a deployment that is being verified, into the directory {@code -Dpictures}; not among the tests. */
@WithJenkins
class VerificationPicture {
    /** The part of the form of production that is about health. */
    private static final String FORM = form("health");

    /** The part about the watch. */
    private static final String WATCH_FORM = form("watch");

    private static String form(String part) {
        return "[...document.querySelectorAll('.optionalBlock-container')].findLast(part => part.querySelector('[name=\"_."
                + part + "\"]')).closest('.jenkins-form-item--tight:not(.optionalBlock-container)')";
    }

    @Test
    void verifying(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        try (WebService service = new WebService().status("/healthz", 200)) {
            Gates.allowLoopback();
            HttpHealthCheck page = new HttpHealthCheck(service.url("/healthz"));
            page.setName("https://shop.example/healthz");
            TcpHealthCheck database = new TcpHealthCheck("127.0.0.1:" + service.port());
            database.setName("db.shop.example:5432");
            HealthDefinition health = new HealthDefinition(List.of(page, database));
            health.setInterval("1s");
            health.setSoak("30m");
            EnvironmentDefinition staging = new EnvironmentDefinition("staging");
            EnvironmentDefinition production = new EnvironmentDefinition("production");
            production.setHealth(health);
            WatchDefinition watch = new WatchDefinition();
            watch.setSoak("2h");
            watch.setOnUnwell("ask");
            production.setWatch(watch);
            PromotionGlobalConfiguration.get().setEnvironments(List.of(staging, production));
            Promotions promotions = new Promotions(jenkins);
            WorkflowJob shop = promotions.pipeline("shop", """
                    promoteTo(environment: 'staging', version: '2.14.3') { echo 'deployed' }
                    promoteTo(environment: 'production', version: '2.14.3') { echo 'deployed' }
                    """);
            WorkflowRun run = promotions.start(shop);
            jenkins.waitForMessage("[why] Soak", run);
            try (Browser browser = Browser.start(profile)) {
                for (int width : new int[] {1280, 420}) {
                    browser.width(width);
                    browser.open(jenkins.getURL() + run.getUrl());
                    browser.await("document.querySelector('section.promo') !== null");
                    picture(browser, width, pictures, "section.promo", "verifying");
                }
                page = new HttpHealthCheck("https://shop.example/healthz");
                health = new HealthDefinition(List.of(page, new TcpHealthCheck("db.shop.example:5432")));
                health.setSoak("30m");
                production.setHealth(health);
                PromotionGlobalConfiguration.get().setEnvironments(List.of(staging, production));
                for (int width : new int[] {1280, 420}) {
                    browser.width(width);
                    browser.open(jenkins.getURL() + "manage/environments/");
                    browser.await(FORM + ".querySelector('[name=\"_.url\"]')?.getBoundingClientRect().height > 0");
                    browser.await(WATCH_FORM + ".querySelector('[name=\"_.onUnwell\"]')?.value === 'ask'");
                    browser.evaluate(FORM + ".id = 'health-form'");
                    browser.evaluate(WATCH_FORM + ".id = 'watch-form'");
                    browser.evaluate("for (const part of ['health-form', 'watch-form'])"
                            + " document.getElementById(part).nextElementSibling.style.marginTop = '3rem'");
                    picture(browser, width, pictures, "#health-form", "health-config", "#watch-form", "watch-config");
                }
            }
            run.doKill();
            jenkins.waitForCompletion(run);
        }
    }

    /** @param parts a selector, the name of its picture, and so on: the light ones come first, since dark a page stays */
    private static void picture(Browser browser, int width, Path pictures, String... parts) throws IOException {
        String suffix = width == 420 ? "-narrow.png" : ".png";
        assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                .as("nothing scrolls sideways")
                .isEqualTo(width);
        for (int i = 0; i < parts.length; i += 2) {
            browser.picture(parts[i], pictures.resolve(parts[i + 1] + "-light" + suffix));
        }
        String dark = System.getProperty("dark");
        if (dark != null) {
            browser.dark(Path.of(dark));
            for (int i = 0; i < parts.length; i += 2) {
                browser.picture(parts[i], pictures.resolve(parts[i + 1] + "-dark" + suffix));
            }
        }
    }
}
