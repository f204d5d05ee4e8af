package io.jenkins.plugins.promotion.verification;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What pages and data say of a deployment that is being verified. */
@WithJenkins
class VerificationPageTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private WebService service;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        service = new WebService().status("/shop", 503);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void theCardSaysWhatIsMissingAndShowsTheChecksAlsoAfterTheBuild() throws Exception {
        Demands.page(service.url("/shop"), "1h", "1h");
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging')\necho 'deployed'");
        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);
        Demands.await(() -> {
            var state = Demands.state(shop, "staging-1");
            return state != null && state.checks().get(0).unwell() > 0;
        });

        assertThat(page(run))
                .contains("Verifying")
                .contains("1 is deployed, and counts once the health checks of the environment have passed."
                        + " Every check must be well 2 times in a row. No later than")
                .contains("shop")
                .contains("The status is 503 instead of 200-299.")
                .contains("Health checks of the environment");
        JSONObject waiting = json(run);
        assertThat(waiting.getString("state")).isEqualTo("VERIFYING");
        assertThat(waiting.getString("why")).isEqualTo("Every check must be well 2 times in a row.");
        assertThat(waiting.getJSONArray("who").getString(0)).contains("may abort shop #1");
        assertThat(waiting.getString("changesAt"))
                .isEqualTo(Demands.state(shop, "staging-1").deadline().toString());

        service.status("/shop", 200);
        Demands.await(() -> Demands.state(shop, "staging-1").isSoaking());
        assertThat(page(run))
                .contains("Every check is well, and must stay so. Until")
                .contains("2 of 2");
        assertThat(json(run).getString("why")).isEqualTo("Every check is well, and must stay so.");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            assertThat(((HtmlPage) client.getPage(shop)).asNormalizedText())
                    .contains("is deployed, and its health is looked at");
        }
    }

    @Test
    void theStoryTheRecordAndTheHistoryHaveItsEnd() throws Exception {
        Demands.page(service.url("/shop"), "10s", null);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'deployed' }");
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        JSONObject failed = json(run);
        assertThat(failed.getString("outcome")).isEqualTo("FAILED");
        assertThat(failed.getJSONArray("gates").getJSONObject(0).getString("gate"))
                .isEqualTo("environment");
        assertThat(failed.getJSONArray("gates").getJSONObject(0).getString("verdict"))
                .isEqualTo("FAIL");
        assertThat(page(run)).contains("shop: FAIL.").contains("The health checks of the environment ended FAIL.");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            assertThat(client.goTo(shop.getUrl() + "release-history")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("Health checks of the environment: FAIL. The checks were not all well within 10s.");
        }
        assertThat(promotion(shop, "staging-1").gates()).hasSize(1);
    }

    private String page(WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            return ((HtmlPage) client.getPage(run)).asNormalizedText();
        }
    }

    private JSONObject json(WorkflowRun run) throws Exception {
        return jenkins.getJSON(run.getUrl() + "environments/api/json?depth=5")
                .getJSONObject()
                .getJSONArray("promotions")
                .getJSONObject(0);
    }
}
