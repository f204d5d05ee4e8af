package io.jenkins.plugins.promotion.verification;

import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import java.time.Instant;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of a build tells of the watch that goes on after it. */
@WithJenkins
class WatchPageTest {
    private JenkinsRule jenkins;
    private Readers readers;
    private WebService service;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        service = new WebService().status("/shop", 200);
        shop = new Promotions(rule)
                .pipeline(
                        "shop", "promoteTo(environment: 'staging', version: \"1.$BUILD_NUMBER\") { echo 'deployed' }");
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void whileItWatchesAndWhenItAsks() throws Exception {
        configure(OnUnwell.ASK);
        jenkins.buildAndAssertSuccess(shop);
        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);
        Demands.await(() -> LiveWatches.get()
                .state(Promotions.slots(shop).application(), Promotions.STAGING)
                .filter(state -> state.checks().get(0).well() > 0)
                .isPresent());

        HtmlPage page = readers.page("reader", run.getUrl());

        assertThat(text(page))
                .contains("1.2 was deployed to staging, and everything that was asked for succeeded. Watched until")
                .contains("The status is 200.");
        assertThat(badges(page)).isEqualTo("Watched");
        assertThat(settled(page)).as("the page goes on by itself").isEqualTo("false");
        assertThat(open(page)).isEqualTo("promo-staging-2");
        JSONObject told = watchOf(run);
        assertThat(watchOf(shop).getString("until")).isEqualTo(told.getString("until"));
        assertThat(told.getString("onUnwell")).isEqualTo("ask");
        assertThat(Instant.parse(told.getString("until"))).isAfter(Instant.parse(told.getString("since")));
        assertThat(told.get("verdict").toString()).as("it has none yet").isEqualTo("null");
        assertThat(check(told).getString("reason")).isEqualTo("The status is 200.");
        assertThat(check(told).getInt("well")).isPositive();
        assertThat(watchOf(shop.getBuildByNumber(1)).getString("overtakenAt"))
                .as("when the second release was deployed")
                .isNotEqualTo("null");

        service.status("/shop", 503);
        Demands.await(() -> watch("staging-2").end() != null);

        page = readers.page("roland", run.getUrl());
        assertThat(text(page))
                .contains(
                        "Watched after its build: FAIL. A check was not well 2 times in a row. Those who may roll back"
                                + " are asked whether it goes back.")
                .contains("shop: FAIL.");
        told = watchOf(run);
        assertThat(told.toString()).isEqualTo(watchOf(shop).toString());
        assertThat(told.getString("verdict") + " " + told.getString("follows")).isEqualTo("FAIL ask");
        assertThat(told.getBoolean("rollbackStarted")).isFalse();
        assertThat(check(told).getString("verdict")).isEqualTo("FAIL");
        assertThat(badges(page)).isEqualTo("Not well");
        assertThat(settled(page)).isEqualTo("true");
        assertThat(open(page)).as("it wants to be seen").isEqualTo("promo-staging-2");
        assertThat(page.<HtmlAnchor>getFirstByXPath("//a[normalize-space()='Roll back...']")
                        .getHrefAttribute())
                .endsWith(shop.getUrl() + "release-history/rollback/?environment=staging");
        assertThat(text(readers.page("reader", run.getUrl())))
                .as("not for those who may not")
                .contains("Watched after its build: FAIL")
                .doesNotContain("Roll back...");
        assertThat(badges(readers.page("reader", shop.getBuildByNumber(1).getUrl())))
                .as("what was overtaken is watched no more")
                .isEmpty();

        jenkins.buildAndAssertSuccess(shop);
        assertThat(text(readers.page("roland", run.getUrl())))
                .contains("Those who may roll back were asked, until something else was deployed.")
                .doesNotContain("Roll back...");
    }

    @Test
    void whenItRollsBackByItself() throws Exception {
        configure(OnUnwell.ROLLBACK);
        jenkins.buildAndAssertSuccess(shop);
        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        service.status("/shop", 503);
        Demands.await(() -> watch("staging-2").triggered() != null);
        Demands.await(() -> shop.getBuildByNumber(3) != null);
        WorkflowRun back = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getBuildByNumber(3)));

        HtmlPage page = readers.page("roland", run.getUrl());
        assertThat(text(page)).contains("A rollback was started.").doesNotContain("Roll back...");
        assertThat(watchOf(run).getBoolean("rollbackStarted")).isTrue();
        assertThat(badges(page)).isEqualTo("Not well");
        assertThat(text(readers.page("reader", back.getUrl())))
                .contains("The watch over staging found that the release of staging-2 is not well")
                .contains(
                        "from 1.2: 1.2 was not well after its build had ended: A check was not well 2 times in a row.");
        assertThat(text(readers.page("reader", shop.getUrl() + "release-history")))
                .contains("Not well")
                .contains("Quarantined");
    }

    private void configure(OnUnwell onUnwell) throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(List.of(Demands.watched(service.url("/shop"), onUnwell)));
    }

    private Watch watch(String id) {
        return slot(shop, "staging").watch(PromotionId.parse(id)).orElseThrow();
    }

    /** The watch over the only promotion of a build. */
    private JSONObject watchOf(WorkflowRun run) throws Exception {
        return readers.json("reader", run.getUrl() + "environments/api/json")
                .getJSONArray("promotions")
                .getJSONObject(0)
                .getJSONObject("watch");
    }

    /** The watch over what is live in staging. */
    private JSONObject watchOf(WorkflowJob job) throws Exception {
        return readers.json("reader", job.getUrl() + "release-history/api/json").getJSONArray("live").stream()
                .map(JSONObject.class::cast)
                .filter(live -> live.getString("environment").equals("staging"))
                .findFirst()
                .orElseThrow()
                .getJSONObject("watch");
    }

    private static JSONObject check(JSONObject watch) {
        return watch.getJSONArray("checks").getJSONObject(0);
    }

    private static String badges(HtmlPage page) {
        return page.querySelectorAll(".promo-path .promo-badge").stream()
                .map(badge -> badge.getTextContent().strip())
                .reduce("", String::concat);
    }

    private static String settled(HtmlPage page) {
        return attribute(page, "data-promo-settled");
    }

    private static String open(HtmlPage page) {
        return attribute(page, "data-promo-open");
    }

    private static String attribute(HtmlPage page, String name) {
        return page.querySelector("[data-promo-settled]")
                .getAttributes()
                .getNamedItem(name)
                .getNodeValue();
    }
}
