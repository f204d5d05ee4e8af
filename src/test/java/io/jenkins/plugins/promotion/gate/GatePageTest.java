package io.jenkins.plugins.promotion.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.net.URL;
import net.sf.json.JSONObject;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of a build and its data say of gates. */
@WithJenkins
class GatePageTest {
    @RegisterExtension
    private static final BuildWatcherExtension LOGS = new BuildWatcherExtension();

    private JenkinsRule jenkins;
    private WebService service;

    @BeforeEach
    void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        service = new WebService().status("/ok", 200).status("/bad", 503);
        Gates.allowLoopback();
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void aGateThatSoaksShowsEveryCheck() throws Exception {
        WorkflowRun run = Gates.start(jenkins, """
                promoteTo('staging') {
                  healthGate checks: [http(url: '%s', name: 'shop <page>'), tcp('127.0.0.1:%d')], interval: '1s', soak: '1h'
                }""".formatted(service.url("/ok"), service.port()));
        jenkins.waitForMessage("[why] Soak", run);

        String page = page(run);
        assertThat(page)
                .contains("Health gate of staging")
                .contains("Every check is well, and must stay so.")
                .contains("Soak until")
                .contains("shop <page>")
                .contains("3 of 3")
                .contains("The port takes connections.");
        JSONObject gate = json(run);
        assertThat(gate.getString("state")).isEqualTo("soaking");
        assertThat(gate.getString("promotion")).isEqualTo("staging-1");
        assertThat(gate.getJSONArray("checks").getJSONObject(0).getString("reading"))
                .isEqualTo("well");

        Promotions.stop(run);
        jenkins.waitForCompletion(run);
        assertThat(page(run)).contains("Stopped").contains("Nobody looks any more, and there is no verdict.");
        assertThat(json(run).getString("state")).isEqualTo("stopped");
        assertThat(promotions(run)).contains("It was stopped.");
    }

    @Test
    void theStoryOfTheDeploymentAndItsRecordHaveTheGate() throws Exception {
        WorkflowRun run =
                jenkins.waitForCompletion(Gates.start(jenkins, """
                promoteTo('staging') {
                  healthGate checks: http('%s'), interval: '1s'
                  healthGate checks: http(url: '%s', name: 'cart'), interval: '1s', failureThreshold: 2
                }""".formatted(service.url("/ok"), service.url("/bad"))));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        JSONObject promotion = jenkins.getJSON(run.getUrl() + "environments/api/json?depth=5")
                .getJSONObject()
                .getJSONArray("promotions")
                .getJSONObject(0);
        assertThat(promotion.getString("outcome")).isEqualTo("FAILED");
        assertThat(promotion.getString("reason")).contains("healthGate: FAIL.");
        assertThat(promotion.getJSONArray("gates").size()).isEqualTo(2);
        JSONObject failed = promotion.getJSONArray("gates").getJSONObject(1);
        assertThat(failed.getString("verdict")).isEqualTo("FAIL");
        assertThat(failed.getJSONArray("evidence").getJSONObject(0).getString("check"))
                .isEqualTo("cart");
        assertThat(failed.getJSONArray("evidence").getJSONObject(0).getInt("unwell"))
                .isEqualTo(2);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            assertThat(((HtmlPage) client.getPage(run)).asNormalizedText())
                    .contains("PASS. Every check was well.")
                    .contains("cart: FAIL. Not well 2 times in a row. The status is 503 instead of 200-299.");
        }
    }

    @Test
    void aGateThatFailedSaysWhy() throws Exception {
        WorkflowRun run = jenkins.waitForCompletion(Gates.start(
                jenkins, "healthGate http('%s'), interval: '1s', failureThreshold: 2".formatted(service.url("/bad"))));

        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(page(run))
                .contains("Failed")
                .contains("A check was not well 2 times in a row.")
                .contains("The status is 503 instead of 200-299.")
                .contains("2 times not well");
        JSONObject gate = json(run);
        assertThat(gate.getString("state")).isEqualTo("FAIL");
        assertThat(gate.getJSONArray("checks").getJSONObject(0).getString("fault"))
                .isEqualTo("STATUS");
    }

    @Test
    void theLivePartIsSentOnlyWhenItDiffers() throws Exception {
        WorkflowRun run = jenkins.waitForCompletion(Gates.start(
                jenkins, "healthGate http('%s'), interval: '1s', failureThreshold: 1".formatted(service.url("/bad"))));

        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), run.getUrl() + "health-gates/live?zone="));
            WebResponse first = client.getPage(request).getWebResponse();
            assertThat(first.getContentAsString())
                    .contains("A check was not well once.")
                    .contains("data-promo-settled=\"true\"")
                    .doesNotContain("<html");
            request.setAdditionalHeader("If-None-Match", first.getResponseHeaderValue("ETag"));
            assertThat(client.getPage(request).getWebResponse().getStatusCode()).isEqualTo(304);
        }
    }

    private String page(WorkflowRun run) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            HtmlPage page = client.getPage(run);
            return page.getElementById("promo-gates").getParentNode().asNormalizedText();
        }
    }

    private String promotions(WorkflowRun run) throws Exception {
        return jenkins.getJSON(run.getUrl() + "environments/api/json?depth=5").getContentAsString();
    }

    private JSONObject json(WorkflowRun run) throws Exception {
        return jenkins.getJSON(run.getUrl() + "health-gates/api/json?depth=3")
                .getJSONObject()
                .getJSONArray("gates")
                .getJSONObject(0);
    }
}
