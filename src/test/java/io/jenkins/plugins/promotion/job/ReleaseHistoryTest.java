package io.jenkins.plugins.promotion.job;

import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.LedgerStore;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import jenkins.scm.impl.SingleSCMSource;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The history of an application on the pages of its job. */
@WithJenkins
class ReleaseHistoryTest {
    private static final Logger LOGGER = Logger.getLogger(ReleaseHistoryTest.class.getName());

    private JenkinsRule jenkins;
    private Promotions promotions;
    private Readers readers;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
        readers = new Readers(rule);
    }

    @Test
    void aJobWithoutAnyRecordShowsNothingOfIt() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "echo 'x'");

        assertThat(text(readers.page("reader", shop.getUrl()))).doesNotContain("Release history");
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/")))
                .contains("Nothing has been promoted yet");
    }

    @Test
    void whatIsLiveWhereAndTheLastReleasesWithLinksToBuildsThatStillExist() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo(environment: 'staging', version: '1.0') { echo 'x' }\npromoteTo('production') { echo 'x' }");
        WorkflowRun first = Readers.start(shop, "jonas");
        promotions.awaitWaiting(first);
        assertThat(text(readers.page("reader", shop.getUrl())))
                .contains("1.0 waits for 1 approval")
                .contains("Nothing is known to be live")
                .contains("All 2 releases");
        Promotions.approve(shop, "production-1", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        shop.setDefinition(promotions.script("promoteTo(environment: 'staging', version: '1.1') { error 'no' }"));
        jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        HtmlPage page = readers.page("reader", shop.getUrl() + "release-history/");
        assertThat(text(page))
                .contains("1.1 failed here, and was left as it was")
                .contains("jonas")
                .contains("priya")
                .contains("1 to 3 of 3");
        assertThat(page.querySelectorAll("table a[href$='/job/shop/1/']")).hasSize(2);

        first.delete();
        HtmlPage after = readers.page("reader", shop.getUrl() + "release-history/");
        assertThat(after.querySelectorAll("table a[href$='/job/shop/1/']")).isEmpty();
        assertThat(text(after)).contains("#1").contains("1 to 3 of 3");
        assertThat(text(readers.page("reader", shop.getUrl()))).contains("All 3 releases");
    }

    @Test
    void filterAndPagesAreServedForPeopleAndPrograms() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "echo 'x'");
        record(shop, "staging", 40, Duration.ofDays(1));
        record(shop, "production", 10, Duration.ofDays(20));
        String history = shop.getUrl() + "release-history/";

        HtmlPage first = readers.page("reader", history + "?size=10");
        assertThat(text(first)).contains("1 to 10 of 50");
        HtmlPage second = first.getAnchorByText("Older").click();
        assertThat(text(second)).contains("11 to 20 of 50");
        assertThat(text(second.getAnchorByText("Newer").<HtmlPage>click())).contains("1 to 10 of 50");
        assertThat(text(readers.page("reader", history + "?page=99"))).contains("46 to 50 of 50");
        assertThat(text(readers.page("reader", history + "?size=1000"))).contains("1 to 25 of 50");
        assertThat(text(readers.page("reader", history + "?environment=production")))
                .contains("of 10");
        assertThat(text(readers.page("reader", history + "?outcome=FAILED"))).contains("1 to 5 of 5");
        assertThat(text(readers.page("reader", history + "?text=v7."))).contains("of 2");
        assertThat(text(readers.page("reader", history + "?text=C0FFEE7"))).contains("of 2");
        assertThat(text(readers.page("reader", history + "?text=weber&days=7"))).contains("of 7");
        assertThat(text(readers.page("reader", history + "?days=30&environment=production")))
                .contains("1 to 1 of 1");
        HtmlPage none =
                readers.page("reader", history + "?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&outcome=nonsense");
        assertThat(text(none)).contains("No release matches this filter.");
        assertThat(source(none)).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");

        JSONObject data = readers.json("reader", history + "api/json?environment=production&page=2&size=4");
        assertThat(data.getInt("total")).isEqualTo(10);
        assertThat(data.getInt("page")).isEqualTo(2);
        assertThat(data.getJSONArray("releases").size()).isEqualTo(4);
        JSONObject release = data.getJSONArray("releases").getJSONObject(0);
        assertThat(release.getString("id")).isEqualTo("production-6");
        assertThat(release.getString("by")).isEqualTo("jonas");
        assertThat(release.getString("outcome")).isEqualTo("VERIFIED");
        assertThat(release.getLong("durationMillis")).isEqualTo(60_000);
        assertThat(release.getInt("build")).isEqualTo(6);
        JSONObject production = data.getJSONArray("live").getJSONObject(2);
        assertThat(production.getString("environment")).isEqualTo("production");
        assertThat(production.getString("version")).isEqualTo("v9.0");
        assertThat(production.getString("condition")).isEqualTo("CLEAR");
    }

    @Test
    void tenThousandPromotionsAreShownFast() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "echo 'x'");
        record(shop, "production", 10_000, Duration.ofMinutes(30));
        readers.page("reader", shop.getUrl() + "release-history/");

        long begin = System.nanoTime();
        HtmlPage page = readers.page("reader", shop.getUrl() + "release-history/?text=jonas&page=400");
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();

        LOGGER.info("A page of 10,000 promotions, with login: " + millis + " ms");
        assertThat(text(page)).contains("of 10,000");
        assertThat(millis).as("no time that grows with the square").isLessThan(60_000);
    }

    @Test
    void aTornEndIsMentioned() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);
        Path ledger = Application.of(shop, null).ledger(EnvironmentName.of("staging"));
        Files.writeString(ledger, "{\"v\":1,\"n\":4,\"at\":", StandardOpenOption.APPEND);

        assertThat(text(readers.page("reader", shop.getUrl() + "release-history/")))
                .contains("The ledger of staging once ended in the middle of a record")
                .contains("staging.jsonl.torn-1")
                .contains("1 to 1 of 1");
    }

    @Test
    void itTakesThePermissionToReadTheItem() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger")
                .grant(Item.DISCOVER)
                .everywhere()
                .to("stranger"));

        for (String path : List.of("", "api/json", "live")) {
            assertThat(readers.web("stranger")
                            .goTo(shop.getUrl() + "release-history/" + path, null)
                            .getWebResponse()
                            .getStatusCode())
                    .as(path)
                    .isIn(403, 404);
        }
        try (ACLContext ignored = ACL.as2(User.getById("stranger", true).impersonate2())) {
            assertThat(new ReleaseHistoryAction(shop).isShown()).isFalse();
        }
    }

    @Test
    void aMultibranchProjectHasOneHistoryForAllBranches() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        project.getSourcesList().add(new BranchSource(new SingleSCMSource("none", new hudson.scm.NullSCM())));
        assertThat(text(readers.page("reader", project.getUrl()))).doesNotContain("Release history");
        record(Application.of(project), "staging", 3, Duration.ofDays(1));

        assertThat(text(readers.page("reader", project.getUrl()))).contains("Release history");
        assertThat(text(readers.page("reader", project.getUrl() + "release-history/")))
                .contains("1 to 3 of 3")
                .contains("shop #3");
    }

    private static void record(WorkflowJob job, String environment, int count, Duration apart) throws Exception {
        record(Application.of(job, null), environment, count, apart);
    }

    /** Releases v0.0, v1.0 and so on; every eighth of the first forty fails. */
    private static void record(Application application, String environment, int count, Duration apart)
            throws Exception {
        EnvironmentName name = EnvironmentName.of(environment);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<SlotEvent> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // later than a whole number of days ago by more than a slow machine takes to ask
            Instant at = now.minus(apart.multipliedBy(count - i)).plus(apart.dividedBy(24));
            PromotionId id = new PromotionId(name, i + 1);
            Release release = new Release(
                    "v" + i + ".0", List.of(), "c0ffee" + i, new BuildRef("shop", i + 1), at.minusSeconds(1));
            boolean fails = environment.equals("staging") && i % 8 == 7;
            SlotEvent requested = new SlotEvent.Requested(
                    id,
                    Kind.PROMOTION,
                    release,
                    new Principal("jonas", "Jonas Weber"),
                    OnFailure.LEAVE,
                    null,
                    null,
                    null);
            SlotEvent started = new SlotEvent.DeployStarted(id, null, List.of());
            SlotEvent ended = new SlotEvent.Ended(id, fails ? Outcome.FAILED : Outcome.VERIFIED, null, null, null);
            if (count > 100) {
                batch.addAll(List.of(requested, started, ended));
            } else {
                append(application, name, List.of(requested, started), at);
                append(application, name, List.of(ended), at.plusSeconds(60));
            }
        }
        append(application, name, batch, now);
    }

    private static void append(Application application, EnvironmentName name, List<SlotEvent> events, Instant at)
            throws Exception {
        var ledger = LedgerStore.get().ledger(application, name);
        ledger.append(ledger.state().version(), events, at);
    }
}
