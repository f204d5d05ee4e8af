package io.jenkins.plugins.promotion.run;

import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.EveryRule;
import io.jenkins.plugins.promotion.view.Readers;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.htmlunit.Page;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** "When could this go out?", on the page of a build and for a release that nobody asked for yet, without script. */
@WithJenkins
class ForecastPageTest {
    private static final String SOON = ZonedDateTime.now(EveryRule.ZONE)
            .plusHours(2)
            .toLocalDateTime()
            .truncatedTo(ChronoUnit.MINUTES)
            .toString();
    private static final String ZONE = "America/Los_Angeles";

    private JenkinsRule jenkins;
    private Readers readers;
    private WorkflowJob shop;
    private WorkflowRun run;

    @BeforeEach
    void wait(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        EveryRule.configure(rule);
        Promotions promotions = new Promotions(rule);
        shop = promotions.pipeline(
                "shop", EveryRule.PIPELINE.replace("ticket: 'SHOP-7'", "ticket: 'SHOP-7', waitTimeout: '90m'"));
        run = Readers.start(shop, "jonas");
        promotions.awaitWaiting(run);
    }

    @AfterEach
    void end() throws Exception {
        Promotions.stop(run);
        jenkins.waitForCompletion(run);
    }

    @Test
    void aPromotionThatWaitsIsAskedAboutOnItsPage() throws Exception {
        HtmlPage page = readers.page("reader", run.getUrl());
        assertThat(text(page)).contains("The clock lets it go").contains("It lapses before that");
        HtmlForm form = page.querySelector("form.promo-when__form");
        form.getInputByName("zone").setValue(ZONE);

        HtmlPage now = form.getElementsByTagName("button").get(0).click();

        assertThat(now.getUrl().getPath()).endsWith("/environments/");
        assertThat(text(now.<DomNode>querySelector(".promo-answer")))
                .contains("The clock lets it go at")
                .contains("Release managers, Security")
                .contains("Left to people: Before the release (Whoever may approve it).")
                .contains("It lapses before that")
                .contains("Frozen until")
                .contains("No freeze")
                .contains("Times in America/Los_Angeles");
        assertThat(now.<HtmlForm>querySelector("form.promo-when__form")
                        .getInputByName("at")
                        .getValue())
                .as("the moment that was meant")
                .hasSize("2026-12-24T16:00".length());
        String later = answer(run, "promotion=production-1&zone=" + ZONE + "&at=" + SOON);
        assertThat(later).contains("it will have lapsed");
    }

    @Test
    void whatCannotBeAskedIsSaid() throws Exception {
        assertThat(answer(run, "promotion=production-1&zone=Europe/Berlim")).contains("did you mean 'Europe/Berlin'?");
        assertThat(answer(run, "promotion=production-1&zone=UTC&at=tomorrow"))
                .contains("it takes a date and a time, such as 2026-12-24T16:00");
        assertThat(answer(run, "promotion=production-1&zone=UTC&at=2001-01-01T00:00"))
                .contains("it takes a moment within the next five years");
        assertThat(answer(run, "promotion=production-1&zone=UTC&at=%2B999999999-12-31T23:59"))
                .contains("within the next five years");
        assertThat(answer(run, "promotion=production-9&zone=UTC")).contains("has not asked for production-9");
        assertThat(answer(run, "promotion=staging-1&zone=UTC")).contains("It does not wait any more.");
        assertThat(answer(run, "promotion=%3Cscript%3E&zone=UTC"))
                .contains("&lt;script")
                .doesNotContain("<script>");
        assertThat(readers.page(null, run.getUrl() + "environments/when?promotion=production-1")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(403);
    }

    @Test
    void aReleaseThatNobodyAskedForIsAskedAboutOnTheReleaseHistory() throws Exception {
        shop.setDefinition(
                new Promotions(jenkins).script("promoteTo(environment: 'staging', version: '2.1') { echo 'tried' }"));
        jenkins.buildAndAssertSuccess(shop);
        HtmlPage history = readers.page("reader", shop.getUrl() + "release-history/");
        HtmlPage page = history.getAnchorByHref(jenkins.contextPath + "/" + shop.getUrl() + "release-history/when")
                .click();
        HtmlForm form = page.querySelector("form.promo-when__form");
        form.getInputByName("version").setValue("2.1");
        form.getSelectByName("environment").setSelectedAttribute("production", true);
        form.getInputByName("at").setValue(SOON);
        form.getInputByName("zone").setValue(ZONE);

        HtmlPage asked = form.getElementsByTagName("button").get(0).click();

        assertThat(text(asked.<DomNode>querySelector(".promo-answer")))
                .as("without a ticket")
                .contains("it would be refused by Request")
                .contains("Verified in staging, same version 2.1");
        String when = shop.getUrl() + "release-history/when";
        assertThat(source(readers.page("reader", when + "/answer?version=2.1&environment=staging&zone=UTC")))
                .contains("it could go out: no rule stands in its way.");
        assertThat(source(readers.page("reader", when + "/answer?version=9&environment=staging&zone=UTC")))
                .contains("it takes a version that is on record");
        assertThat(source(readers.page("reader", when + "/answer?version=2.1&environment=nowhere&zone=UTC")))
                .contains("there is no such environment");
        Page stranger = readers.page(null, when);
        assertThat(stranger.getWebResponse().getStatusCode()).isEqualTo(403);
    }

    private String answer(WorkflowRun of, String query) throws Exception {
        return source(readers.page("reader", of.getUrl() + "environments/when?" + query));
    }
}
