package io.jenkins.plugins.promotion.run;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.Readers;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sf.json.JSONObject;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of a build shows, and its data. */
@WithJenkins
class BuildPageTest {
    private static final String TO_PRODUCTION =
            "promoteTo(environment: 'staging', version: '2.0') { echo 'x' }\npromoteTo('production') { echo 'live' }";

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
    void aPromotionThatWaitsShowsWhyWhoAndWhenAndIsApprovedByAPlainForm() throws Exception {
        WorkflowRun run = waiting(TO_PRODUCTION);

        HtmlPage page = readers.web("priya").getPage(run);

        assertThat(text(page))
                .contains("What production waits for")
                .contains("2 of 3 rules satisfied")
                .contains("One more approval is needed.")
                .contains("0 of 1 from people with the permission to approve");
        HtmlForm form = page.querySelector("form[data-promo-form]");
        form.getTextAreaByName("comment").setText("Looks good");
        form.getButtonByName("decision").click();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        HtmlPage after = readers.web("reader").getPage(run);
        assertThat(text(after)).contains("How 2.0 came to production").contains("Looks good");
        assertThat(after.querySelectorAll("form[data-promo-form]")).isEmpty();
    }

    @Test
    void dataTellsWhyWhoAndWhen() throws Exception {
        WorkflowRun run = waiting(
                "promoteTo(environment: 'staging', version: '2.0') { echo 'x' }\n"
                        + "promoteTo(environment: 'production', waitTimeout: '2h', notes: 'big', ticket: 'T-1') { echo 'live' }");

        JSONObject data = readers.json("reader", run.getUrl() + "environments/api/json");

        JSONObject staging = data.getJSONArray("promotions").getJSONObject(0);
        assertThat(staging.getString("outcome")).isEqualTo("VERIFIED");
        JSONObject production = data.getJSONArray("promotions").getJSONObject(1);
        assertThat(production.getString("id")).isEqualTo("production-1");
        assertThat(production.getString("state")).isEqualTo("WAITING");
        assertThat(production.getString("requestedBy")).isEqualTo("jonas");
        assertThat(production.getString("notes")).isEqualTo("big");
        assertThat(production.getString("ticket")).isEqualTo("T-1");
        assertThat(production.getString("deadline")).endsWith("Z");
        JSONObject approvals = production.getJSONArray("findings").getJSONObject(1);
        assertThat(approvals.getString("rule")).isEqualTo("Approvals");
        assertThat(approvals.getString("status")).isEqualTo("WAITING");
        assertThat(approvals.getString("who")).contains("permission to approve");
        approve(run.getParent(), "production-1", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        JSONObject vote = readers.json("reader", run.getUrl() + "environments/api/json")
                .getJSONArray("promotions")
                .getJSONObject(1)
                .getJSONArray("votes")
                .getJSONObject(0);
        assertThat(vote.getString("by")).isEqualTo("priya");
        assertThat(vote.getString("decision")).isEqualTo("APPROVE");
    }

    @Test
    void theLivePartIsSentAgainOnlyWhenItDiffers() throws Exception {
        WorkflowRun run = waiting(TO_PRODUCTION);
        String path = run.getUrl() + "environments/live?zone=Europe/Berlin";
        WebResponse first = live("reader", path, null);
        String tag = first.getResponseHeaderValue("ETag");
        assertThat(first.getContentAsString())
                .contains("data-promo-settled=\"false\"")
                .doesNotContain("<html");

        assertThat(live("reader", path, tag).getStatusCode()).isEqualTo(304);
        assertThat(live("priya", path, tag).getStatusCode()).as("other rights").isEqualTo(200);

        approve(run.getParent(), "production-1", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        WebResponse settled = live("reader", path, tag);
        assertThat(settled.getStatusCode()).isEqualTo(200);
        assertThat(settled.getContentAsString()).contains("data-promo-settled=\"true\"");
        assertThat(live(null, path, null).getStatusCode()).isEqualTo(403);
    }

    @Test
    void aBuildThatHasNotPromotedYetShowsItsFirstPromotionWhenItComes() throws Exception {
        String live = "[data-promo-live*='environments-awaited/live']";
        WorkflowJob other = promotions.pipeline("other", "semaphore 'other'");
        WorkflowRun never = Readers.start(other, "jonas");
        SemaphoreStep.waitForStart("other/1", never);
        assertThat(readers.page("reader", never.getUrl()).querySelectorAll(live))
                .as("it never promoted")
                .isEmpty();
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);
        shop.setDefinition(promotions.script("semaphore 'build'\npromoteTo('staging') { semaphore 'deploy' }"));
        WorkflowRun run = Readers.start(shop, "jonas");
        SemaphoreStep.waitForStart("build/1", run);
        assertThat(readers.page("reader", run.getUrl()).querySelectorAll(live)).hasSize(1);
        String path = run.getUrl() + "environments-awaited/live?zone=UTC";
        WebResponse before = live("reader", path, null);
        assertThat(before.getContentAsString())
                .contains("data-promo-settled=\"false\"")
                .doesNotContain("jenkins-card");
        assertThat(live("reader", path, before.getResponseHeaderValue("ETag")).getStatusCode())
                .isEqualTo(304);

        SemaphoreStep.success("build/1", null);
        SemaphoreStep.waitForStart("deploy/1", run);

        assertThat(live("reader", path, before.getResponseHeaderValue("ETag")).getContentAsString())
                .contains("staging")
                .contains("In progress");
        assertThat(readers.page("reader", run.getUrl()).querySelectorAll("[data-promo-live*='/environments/']"))
                .as("the page itself")
                .hasSize(1);
        SemaphoreStep.success("deploy/1", null);
        SemaphoreStep.success("other/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(never));
    }

    @Test
    void whatPeopleAndScriptsWriteIsTextAndNoPartIsInline() throws Exception {
        String evil = "<script>alert(1)</script>";
        User priya = User.getById("priya", true);
        priya.setFullName("Priya <b>Nair</b>");
        WorkflowRun run = waiting(
                "promoteTo(environment: 'staging', version: '" + evil + "') { echo 'x' }\n"
                        + "promoteTo(environment: 'production', notes: '<img src=x onerror=alert(2)>') { error '<i>gone</i>' }");
        readers.post(
                "priya",
                run.getUrl() + "environments/decide",
                "promotion",
                "production-1",
                "decision",
                "approve",
                "comment",
                "\"><svg onload=alert(3)>");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        for (String path : new String[] {
            run.getUrl(), run.getParent().getUrl(), run.getParent().getUrl() + "release-history/"
        }) {
            HtmlPage page = readers.page("reader", path);
            assertThat(source(page))
                    .as(path)
                    .contains("&lt;script")
                    .doesNotContain(evil)
                    .doesNotContain("<img src=x")
                    .doesNotContain("<i>gone")
                    .doesNotContain("<b>Nair")
                    .doesNotContain("<svg onload");
            String ours = page.querySelector(".promo").asXml();
            assertThat(ours).doesNotContainPattern("<style|<[^>]*\\s(style|on[a-z]+)=|<script(?![^>]*src=)");
        }
        assertThat(text(readers.page("reader", run.getUrl())))
                .contains("<script>alert(1)</script>")
                .contains("Priya <b>Nair</b>")
                .contains("<img src=x onerror=alert(2)>")
                .contains("<i>gone</i>")
                .contains("\"><svg onload=alert(3)>");
    }

    @Test
    void aLedgerThatWasAlteredIsSaidInPlaceOfItsContent() throws Exception {
        WorkflowRun run = waiting(TO_PRODUCTION);
        approve(run.getParent(), "production-1", "priya");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        Path ledger = Application.of(run.getParent(), null).ledger(EnvironmentName.of("production"));
        Files.writeString(ledger, Files.readString(ledger).replace("priya", "mallory"));

        HtmlPage page = readers.page("reader", run.getUrl());

        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
        assertThat(text(page))
                .contains("Not readable")
                .contains("production.jsonl was altered: line")
                .contains("How 2.0 came to staging")
                .doesNotContain(jenkins.jenkins.getRootDir().getPath());
        assertThat(text(readers.page("admin", run.getUrl())))
                .contains(jenkins.jenkins.getRootDir().getPath());
        assertThat(readers.json("reader", run.getUrl() + "environments/api/json")
                        .getJSONArray("promotions")
                        .getJSONObject(1)
                        .getString("problem"))
                .contains("was altered");
        assertThat(text(readers.page("reader", run.getParent().getUrl() + "release-history/")))
                .contains("was altered")
                .contains("staging");
        assertThat(text(readers.page("reader", run.getParent().getUrl()))).contains("was altered");
    }

    @Test
    void everyEndIsToldInASentence() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop",
                "promoteTo(environment: 'staging', version: '1') { echo 'x' }\n"
                        + "promoteTo(environment: 'staging', version: '2', onFailure: 'rollback') { if (PROMOTION_MODE == 'deploy') { error 'no route' } }");
        WorkflowRun rolledBack = jenkins.buildAndAssertStatus(Result.FAILURE, shop);
        shop.setDefinition(promotions.script("promoteTo('production') { echo 'x' }"));
        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, shop);
        shop.setDefinition(promotions.script("promoteTo('staging') { error 'disk full' }"));
        WorkflowRun failed = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertThat(text(readers.page("reader", rolledBack.getUrl())))
                .contains("Rolled back")
                .contains("The deployment of 2 failed, and 1 was brought back.")
                .contains("no route")
                .contains("2 failed here");
        assertThat(text(readers.page("reader", refused.getUrl())))
                .contains("Refused")
                .contains("A rule forbade it; nothing was touched.")
                .contains("was not verified in staging");
        assertThat(text(readers.page("reader", failed.getUrl())))
                .contains("Why 3 failed in staging")
                .contains("The deployment of 3 failed and was left as it was.")
                .contains("disk full");
        assertThat(promotion(shop, "staging-3").previous()).isEqualTo("1");
    }

    private WorkflowRun waiting(String script) throws Exception {
        WorkflowRun run = Readers.start(promotions.pipeline("shop", script), "jonas");
        promotions.awaitWaiting(run);
        return run;
    }

    private WebResponse live(String user, String path, String tag) throws Exception {
        JenkinsRule.WebClient client = readers.web(user);
        WebRequest request = new WebRequest(new java.net.URL(client.getContextPath() + path));
        if (tag != null) {
            request.setAdditionalHeader("If-None-Match", tag);
        }
        return client.getPage(request).getWebResponse();
    }
}
