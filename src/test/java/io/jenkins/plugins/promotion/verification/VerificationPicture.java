package io.jenkins.plugins.promotion.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.HealthDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
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
    private static final String FORM = "[...document.querySelectorAll('.optionalBlock-container')]"
            + ".findLast(part => part.querySelector('[name$=successThreshold]')?.getBoundingClientRect().height)";

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
                    String suffix = width == 420 ? "-narrow.png" : ".png";
                    browser.open(jenkins.getURL() + run.getUrl());
                    browser.await("document.querySelector('section.promo') !== null");
                    assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                            .as("nothing scrolls sideways")
                            .isEqualTo(width);
                    picture(browser, "section.promo", pictures, "verifying", suffix);
                    browser.open(jenkins.getURL() + "manage/environments/");
                    browser.await(FORM + " !== undefined");
                    browser.evaluate(FORM + ".id = 'health-form'");
                    picture(browser, "#health-form", pictures, "health-config", suffix);
                    assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                            .as("nothing scrolls sideways")
                            .isEqualTo(width);
                }
            }
            run.doKill();
            jenkins.waitForCompletion(run);
        }
    }

    private static void picture(Browser browser, String what, Path pictures, String name, String suffix)
            throws IOException {
        browser.picture(what, pictures.resolve(name + "-light" + suffix));
        String dark = System.getProperty("dark");
        if (dark != null) {
            browser.dark(Path.of(dark));
            browser.picture(what, pictures.resolve(name + "-dark" + suffix));
        }
    }
}
