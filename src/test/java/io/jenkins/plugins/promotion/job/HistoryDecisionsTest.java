package io.jenkins.plugins.promotion.job;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.status;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.Readers;
import io.jenkins.plugins.promotion.view.Requests;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people stop on the release history, role by role, and what an auditor reads of it. */
@WithJenkins
class HistoryDecisionsTest {
    private JenkinsRule jenkins;
    private Readers readers;
    private WorkflowJob shop;
    private String history;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        Readers.guarded();
        shop = rule.createProject(WorkflowJob.class, "shop");
        history = shop.getUrl() + "release-history/";
        Requests.verify(shop, "staging", "1.0");
    }

    @Test
    void whoeverMayRollBackHoldsAndLiftsWithoutScript() throws Exception {
        HtmlPage page = readers.page("roland", history);
        assertThat(page.querySelectorAll("form[action$='release-history/hold']"))
                .hasSize(2);
        assertThat(readers.page("reader", history).querySelectorAll("form[action$='/hold']"))
                .isEmpty();

        Page held = readers.post("roland", history + "hold", "environment", "staging", "reason", "Fire drill\nat ten");
        assertThat(status(held)).isEqualTo(200);
        assertThat(held.getUrl().getPath()).endsWith("/job/shop/release-history/");
        assertThat(slot(shop, "staging").hold().map(Hold::reason)).contains("Fire drill\nat ten");
        for (String path : List.of(history, shop.getUrl())) {
            assertThat(text(readers.page("reader", path)))
                    .as(path)
                    .contains("Held for this application by roland")
                    .contains("Fire drill at ten")
                    .contains("Who can lift it: People with the permission Promotion/Rollback.");
        }

        Page again = readers.post("roland", history + "hold", "environment", "staging", "reason", "me <b>too</b>");
        assertThat(status(again)).isEqualTo(409);
        assertThat(text((HtmlPage) again)).contains("staging is held already, by roland: Fire drill");

        Page lifted = readers.post(
                "roland", history + "liftHold", "environment", "staging", "reason", "Drill over", "back", "job");
        assertThat(lifted.getUrl().getPath()).endsWith("/job/shop/");
        assertThat(slot(shop, "staging").hold()).isEmpty();
        assertThat(text(readers.page("reader", history)))
                .doesNotContain("Who can lift it")
                .contains("Fire drill at ten")
                .contains("Drill over");
    }

    @Test
    void aRefusalKeepsWhatWasWrittenAndTellsWhy() throws Exception {
        readers.post("roland", history + "hold", "environment", "staging", "reason", "Fire");

        HtmlPage blank = (HtmlPage) readers.post("roland", history + "hold", "environment", "guarded", "reason", "  ");
        assertThat(status(blank)).isEqualTo(409);
        assertThat(text(blank)).contains("A hold needs a reason");
        assertThat(blank.querySelectorAll("details[open] form[action$='/hold']"))
                .as("the form comes back open")
                .hasSize(1);
        HtmlPage unknown =
                (HtmlPage) readers.post("roland", history + "hold", "environment", "gaurded", "reason", "kept text");
        assertThat(text(unknown)).contains("did you mean 'guarded'?").contains("1 to 1 of 1");
        HtmlPage release =
                (HtmlPage) readers.post("roland", history + "quarantine", "promotion", "staging-1", "reason", " ");
        assertThat(text(release)).contains("A quarantine needs a reason: what is wrong with 1.0?");
        assertThat(readers.postAsScript("roland", history + "hold", "environment", "staging", "reason", "x")
                        .getWebResponse()
                        .getContentAsString())
                .isEqualTo("{\"problem\":\"staging is held already, by roland: Fire\"}");
        HtmlPage lift = (HtmlPage) readers.post(
                "roland",
                history + "liftQuarantine",
                "environment",
                "staging",
                "release",
                "version:1.0",
                "reason",
                "x");
        assertThat(text(lift)).contains("There is no quarantine of this release that was set in staging.");
    }

    @Test
    void theTextOfARefusedQuarantineComesBack() throws Exception {
        readers.post("roland", history + "quarantine", "promotion", "staging-1", "reason", "Loses orders");
        Requests.verify(shop, "staging", "1.1");

        HtmlPage refused = (HtmlPage)
                readers.post("roland", history + "quarantine", "promotion", "staging-99", "reason", "Loses <orders>");

        assertThat(status(refused)).isEqualTo(409);
        assertThat(text(refused)).contains("There is no promotion staging-99 here.");
        HtmlPage blank =
                (HtmlPage) readers.post("roland", history + "quarantine", "promotion", "staging-2", "reason", "\t");
        assertThat(blank.<HtmlTextArea>querySelector("textarea[name=reason]")).isNotNull();
    }

    @Test
    void withoutThePermissionOrThePostOrTheCrumbNothingIsStopped() throws Exception {
        String[][] forms = {
            {"hold", "environment", "staging", "reason", "x"},
            {"liftHold", "environment", "staging", "reason", "x"},
            {"quarantine", "promotion", "staging-1", "reason", "x"},
            {"liftQuarantine", "environment", "staging", "release", "version:1.0", "reason", "x"},
        };
        long before = slot(shop, "staging").version();
        for (String[] form : forms) {
            String[] fields = List.of(form).subList(1, form.length).toArray(String[]::new);
            for (String user : new String[] {"reader", "priya", null}) {
                assertThat(status(readers.post(user, history + form[0], fields)))
                        .as(form[0] + " by " + user)
                        .isEqualTo(403);
            }
            assertThat(status(readers.postWithoutCrumb("roland", history + form[0], fields)))
                    .isEqualTo(403);
            assertThat(status(readers.page("roland", history + form[0] + "?environment=staging&reason=x")))
                    .isIn(404, 405);
        }
        assertThat(status(readers.page("reader", history + "quarantining?promotion=staging-1")))
                .isEqualTo(403);
        jenkins.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(Jenkins.READ, Item.READ, PromotionPermissions.ROLLBACK)
                .everywhere()
                .toEveryone());
        assertThat(status(readers.post(null, history + "hold", "environment", "staging", "reason", "x")))
                .as("nobody in particular, who has the permission")
                .isEqualTo(409);
        assertThat(readers.page(null, history).querySelectorAll("form[action$='/hold']"))
                .isEmpty();
        assertThat(slot(shop, "staging").version()).isEqualTo(before);
    }

    @Test
    void aReleaseIsPutIntoQuarantineFromItsRow() throws Exception {
        Requests.ask(shop, "guarded", "1.0");
        HtmlPage page = readers.page("roland", history);
        HtmlPage question = page.getAnchorByHref(
                        jenkins.contextPath + "/" + history + "quarantining?promotion=staging-1")
                .click();
        assertThat(text(question))
                .contains("Quarantine 1.0")
                .contains("It is live in staging, and stays there")
                .contains("guarded-1 waits for guarded with it, and is refused at once.");

        Page done = readers.post("roland", history + "quarantine", "promotion", "staging-1", "reason", "Loses orders");
        assertThat(status(done)).isEqualTo(200);

        HtmlPage after = readers.page("reader", history);
        assertThat(text(after))
                .contains("In quarantine")
                .contains("Loses orders")
                .contains("Quarantined");
        assertThat(after.querySelectorAll("form[action$='/liftQuarantine']")).isEmpty();
        assertThat(readers.page("roland", history).querySelectorAll("form[action$='/liftQuarantine']"))
                .hasSize(1);
        assertThat(text(readers.page("roland", history + "quarantining?promotion=staging-1")))
                .contains("1.0 is in quarantine already, set by roland: Loses orders");
        assertThat(text(readers.page("roland", history + "quarantining?promotion=nonsense")))
                .contains("it is written <environment>-<number>");
        assertThat(text(readers.page("reader", history + "?outcome=QUARANTINED")))
                .contains("of 2");

        readers.post(
                "roland",
                history + "liftQuarantine",
                "environment",
                "staging",
                "release",
                "version:1.0",
                "reason",
                "Wrong alarm");
        assertThat(slot(shop, "staging").quarantines()).isEmpty();
        assertThat(text(readers.page("reader", history)))
                .doesNotContain("In quarantine")
                .contains("Wrong alarm")
                .contains("Loses orders");
    }

    @Test
    void whatWaitsWithAReleaseInQuarantineIsRefusedAtOnce() throws Exception {
        Requests.ask(shop, "guarded", "1.0");
        readers.post("roland", history + "quarantine", "promotion", "staging-1", "reason", "Loses orders");

        jenkins.waitUntilNoActivity();
        assertThat(promotion(shop, "staging-1").outcome()).isEqualTo(Outcome.VERIFIED);
        Requests.ask(shop, "staging", "1.0");
        assertThat(promotion(shop, "staging-2").outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void asDataForPrograms() throws Exception {
        Requests.ask(shop, "guarded", "1.0");
        readers.post("roland", history + "hold", "environment", "guarded", "reason", "Fire");
        readers.post("roland", history + "quarantine", "promotion", "staging-1", "reason", "Loses orders");
        readers.post("roland", history + "liftHold", "environment", "guarded", "reason", "Out");
        readers.post("roland", history + "hold", "environment", "guarded", "reason", "Second fire");

        JSONObject data = readers.json("reader", history + "api/json?depth=2");

        JSONObject hold =
                data.getJSONArray("live").getJSONObject(1).getJSONArray("holds").getJSONObject(0);
        assertThat(hold.getString("scope")).isEqualTo("APPLICATION");
        assertThat(hold.getString("by")).isEqualTo("roland");
        assertThat(hold.getString("reason")).isEqualTo("Second fire");
        assertThat(data.getJSONArray("quarantines").getJSONObject(0).getString("identity"))
                .isEqualTo("version:1.0");
        assertThat(data.getJSONArray("stops").size()).isEqualTo(3);
        JSONObject lifted = data.getJSONArray("stops").getJSONObject(1);
        assertThat(lifted.getString("liftedBy")).isEqualTo("roland");
        assertThat(lifted.getString("liftedReason")).isEqualTo("Out");
        JSONObject release = data.getJSONArray("releases").getJSONObject(0);
        assertThat(release.getBoolean("quarantined")).isTrue();
        assertThat(release.getJSONArray("overrides").isEmpty()).isTrue();
        assertThat(release.getJSONArray("ticks").isEmpty()).isTrue();
    }

    @Test
    void whatWasWrittenIsTextWhateverItLooksLike() throws Exception {
        String nasty = "<script>alert(1)</script>\" onmouseover=\"x" + "ä€\uD83D\uDE80".repeat(2000);
        readers.post("roland", history + "hold", "environment", "staging", "reason", nasty);
        readers.post("roland", history + "quarantine", "promotion", "staging-1", "reason", nasty);

        String page = source(readers.page("reader", history));

        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
        assertThat(slot(shop, "staging").hold().orElseThrow().reason()).hasSizeLessThanOrEqualTo(10_001);
    }
}
