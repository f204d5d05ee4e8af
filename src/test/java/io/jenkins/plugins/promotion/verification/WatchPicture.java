package io.jenkins.plugins.promotion.verification;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.config.RollbackDefinition;
import io.jenkins.plugins.promotion.config.WatchDefinition;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.health.HttpHealthCheck;
import io.jenkins.plugins.promotion.health.TcpHealthCheck;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Takes the pictures of a release that is watched after its build, that is not well, and that was rolled back, into the
 * directory {@code -Dpictures}; not among the tests.
 */
@WithJenkins
class WatchPicture {
    private static final EnvironmentName PRODUCTION = Promotions.PRODUCTION;

    private final Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));

    @Test
    void watching(JenkinsRule jenkins, @TempDir Path profile) throws Exception {
        try (WebService service = new WebService().status("/healthz", 200);
                Browser browser = Browser.start(profile)) {
            Gates.allowLoopback();
            new Readers(jenkins);
            User.getById("roland", true).setFullName("Roland Meyer");
            User.getById("jonas", true).setFullName("Jonas Weber");
            configure(service, OnUnwell.ASK);
            Promotions promotions = new Promotions(jenkins);
            WorkflowJob shop = promotions.pipeline("storefront", """
                    promoteTo(environment: 'staging', version: "2.14.$BUILD_NUMBER") { echo 'deployed' }
                    promoteTo(environment: 'production') { echo "$PROMOTION_MODE" }
                    """);
            browser.login(jenkins.getURL().toString(), "roland");
            deploy(jenkins, shop);
            deploy(jenkins, shop);
            deploy(jenkins, shop);
            Demands.await(() -> LiveWatches.get()
                    .state(Promotions.slots(shop).application(), PRODUCTION)
                    .filter(state -> state.checks().stream().allMatch(check -> check.well() > 4))
                    .isPresent());
            take(browser, jenkins.getURL() + shop.getUrl() + "3/", "watched");

            service.status("/healthz", 503);
            Demands.await(() ->
                    slot(shop).watch().filter(watch -> watch.end() != null).isPresent());
            take(browser, jenkins.getURL() + shop.getUrl() + "3/", "watch-asks");
            take(browser, jenkins.getURL() + shop.getUrl(), "watch-asks-job");

            service.status("/healthz", 200);
            configure(service, OnUnwell.ROLLBACK);
            deploy(jenkins, shop);
            deploy(jenkins, shop);
            service.status("/healthz", 503);
            Demands.await(() -> shop.getBuildByNumber(6) != null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getBuildByNumber(6)));
            Demands.await(() ->
                    slot(shop).watch().filter(watch -> watch.end() != null).isPresent());
            take(browser, jenkins.getURL() + shop.getUrl() + "5/", "watch-rolled-back");
            take(browser, jenkins.getURL() + shop.getUrl() + "6/", "watch-rollback");
            take(browser, jenkins.getURL() + shop.getUrl() + "release-history/", "watch-history");
        }
    }

    private static SlotState slot(WorkflowJob shop) {
        return Promotions.slot(shop, PRODUCTION.value());
    }

    private static void deploy(JenkinsRule jenkins, WorkflowJob shop) throws Exception {
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Readers.start(shop, "jonas")));
    }

    private static void configure(WebService service, OnUnwell onUnwell) throws Exception {
        HttpHealthCheck page = new HttpHealthCheck(service.url("/healthz"));
        page.setName("https://shop.example/healthz");
        TcpHealthCheck database = new TcpHealthCheck("127.0.0.1:" + service.port());
        database.setName("db.shop.example:5432");
        WatchDefinition watch = new WatchDefinition();
        watch.setChecks(List.of(page, database));
        watch.setInterval("1s");
        watch.setSoak("2h");
        watch.setOnUnwell(onUnwell.word());
        EnvironmentDefinition production = new EnvironmentDefinition("production");
        production.setWatch(watch);
        production.setRollback(new RollbackDefinition(List.of("approvals", "windows")));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging"), production));
    }

    private void take(Browser browser, String page, String name) throws Exception {
        String dark = System.getProperty("dark");
        for (int width : new int[] {1280, 420}) {
            browser.width(width);
            String suffix = width == 420 ? "-narrow.png" : ".png";
            browser.open(page);
            browser.await("document.querySelector('.promo') !== null");
            browser.picture(".promo", pictures.resolve(name + "-light" + suffix));
            assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                    .as("nothing scrolls sideways")
                    .isEqualTo(width);
            if (dark != null) {
                browser.dark(Path.of(dark));
                browser.picture(".promo", pictures.resolve(name + "-dark" + suffix));
            }
        }
    }
}
