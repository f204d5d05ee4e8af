package io.jenkins.plugins.promotion.job;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.tag.BareRepository;
import io.jenkins.plugins.promotion.tag.LocalCheckouts;
import io.jenkins.plugins.promotion.view.Browser;
import io.jenkins.plugins.promotion.view.Readers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Takes the pictures of the page of a rollback, into the directory {@code -Dpictures}; not among the tests. */
@WithJenkins
@ExtendWith(LocalCheckouts.class)
class RollbackPicture {
    private static final String GUARDED = """
            unclassified:
              environmentPromotion:
                environments:
                  - name: staging
                  - name: production
                    windows:
                      - name: Deployment hours
                        zone: UTC
                        open: [%s 10:00-15:00]
                    approvals:
                      - count: 2
                    rollback:
                      waives: [approvals, windows]
            """;

    private static final Map<String, List<String>> COMMITS = new TreeMap<>(Map.of(
            "2.14.1", List.of("Jonas Weber: Show the price before tax"),
            "2.14.2", List.of("Mara Stein: Split addresses into street and number"),
            "2.14.3",
                    List.of(
                            "Jonas Weber: Keep the basket when a session ends",
                            "Mara Stein: Round discounts once, at the end of an order"),
            "2.14.4", List.of("Jonas Weber: Retry the payment provider twice"),
            "2.15.0",
                    List.of(
                            "Mara Stein: Suggest addresses while they are typed",
                            "Jonas Weber: Offer express delivery where the stock allows it")));

    @Test
    void beforeARollback(JenkinsRule jenkins, @TempDir Path profile, @TempDir Path sources) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        Readers readers = new Readers(jenkins);
        User.getById("roland", true).setFullName("Roland Meyer");
        User.getById("jonas", true).setFullName("Jonas Weber");
        User.getById("mara", true).setFullName("Mara Stein");
        Promotions promotions = new Promotions(jenkins);
        configure("unclassified: {environmentPromotion: {environments: [{name: staging}, {name: production}]}}");
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(hudson.model.Item.BUILD).everywhere().to("roland"));
        WorkflowJob shop = null;
        BareRepository repository = new BareRepository(sources);
        String checkout = "node { checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: '"
                + repository.url() + "']]) }\n";
        for (String version : COMMITS.keySet()) {
            for (String commit : COMMITS.get(version)) {
                repository.commit(commit.substring(commit.indexOf(':') + 2), commit.substring(0, commit.indexOf(':')));
            }
            String migration = version.equals("2.14.2") ? ", migration: 'irreversible'" : "";
            shop = promotions.pipeline(
                    "storefront",
                    checkout + "promoteTo(environment: 'staging', version: '" + version + "') {}\n"
                            + (version.equals("2.15.0")
                                    ? ""
                                    : "promoteTo(environment: 'production'" + migration + ") { echo 'live' }"));
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Readers.start(shop, "jonas")));
        }
        String history = shop.getUrl() + "release-history/";
        readers.post("roland", history + "quarantine", "promotion", "production-3", "reason", "Loses orders.");
        configure(GUARDED.formatted(java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                .plusDays(3)
                .getDayOfWeek()
                .getDisplayName(java.time.format.TextStyle.SHORT, java.util.Locale.ROOT)));
        try (Browser browser = Browser.start(profile)) {
            browser.login(jenkins.getURL().toString(), "roland");
            for (int width : new int[] {1280, 420}) {
                browser.width(width);
                String suffix = width == 420 ? "-narrow" : "";
                browser.open(jenkins.getURL() + shop.getUrl());
                browser.picture("section.promo", pictures.resolve("rollback-job-light" + suffix + ".png"));
                browser.open(jenkins.getURL() + history);
                browser.picture("div.promo", pictures.resolve("rollback-history-light" + suffix + ".png"));
                take(browser, jenkins.getURL() + history + "rollback/?environment=production", "rollback", width);
                take(browser, jenkins.getURL() + history + "promote/?promotion=staging-5", "promote", width);
            }
        }
    }

    private static void take(Browser browser, String page, String name, int width) throws Exception {
        Path pictures = Path.of(System.getProperty("pictures", "target/pictures"));
        String dark = System.getProperty("dark");
        String suffix = width == 420 ? "-narrow" : "";
        browser.open(page);
        browser.picture("div.promo", pictures.resolve(name + "-light" + suffix + ".png"));
        assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                .as("nothing scrolls sideways")
                .isEqualTo(width);
        if (dark != null) {
            browser.dark(Path.of(dark));
            browser.picture("div.promo", pictures.resolve(name + "-dark" + suffix + ".png"));
        }
    }

    private static void configure(String yaml) throws Exception {
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }
}
