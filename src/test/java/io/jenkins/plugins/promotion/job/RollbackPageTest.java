package io.jenkins.plugins.promotion.job;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.view.Readers.source;
import static io.jenkins.plugins.promotion.view.Readers.status;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import java.util.Arrays;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rolling back, and promoting again, from the page of a job: what it shows, who may, and what the build then does. */
@WithJenkins
class RollbackPageTest {
    private static final String PIPELINE = """
            echo "request: ${env.PROMOTION_REQUEST}"
            if (!env.PROMOTION_REQUEST) { echo 'building' }
            promoteTo(environment: 'development', version: '%s') { echo "development gets $PROMOTION_VERSION" }
            promoteTo(environment: 'staging', version: '%<s') { echo "$PROMOTION_MODE $PROMOTION_VERSION" }
            """;

    private JenkinsRule jenkins;
    private Readers readers;
    private WorkflowJob shop;
    private String page;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(Item.BUILD).everywhere().to("jonas"));
        Promotions promotions = new Promotions(rule);
        for (String version : new String[] {"1.0", "1.1", "1.2"}) {
            shop = promotions.pipeline("shop", PIPELINE.formatted(version));
            jenkins.buildAndAssertSuccess(shop);
        }
        page = shop.getUrl() + "release-history/rollback/";
    }

    private WorkflowRun started(int number) throws Exception {
        jenkins.waitUntilNoActivity();
        return jenkins.waitForCompletion(shop.getBuildByNumber(number));
    }

    @Test
    void thePageSaysWhatFollowsAndTheBuildDoesIt() throws Exception {
        HtmlPage shown = readers.page("roland", page + "?environment=staging");
        assertThat(text(shown))
                .contains("Roll back staging")
                .contains("Now in staging")
                .contains("1.2")
                .contains("The verified release before this one")
                .contains("Verified here before")
                .contains("Roll back to 1.1")
                .contains("Slot: Free.")
                .contains("Starts a build of shop that deploys 1.1 again.");

        Page after = readers.post(
                "roland",
                page + "start",
                "environment",
                "staging",
                "to",
                "staging-2",
                "seen",
                "staging-3",
                "reason",
                "orders are lost");

        assertThat(status(after)).isEqualTo(200);
        WorkflowRun run = started(4);
        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("request: rollback staging 1.1", run);
        jenkins.assertLogNotContains("building", run);
        jenkins.assertLogContains(
                "[promotion] This build was started for 'rollback staging 1.1', so nothing is brought into development:"
                        + " its block is skipped.",
                run);
        jenkins.assertLogNotContains("development gets", run);
        jenkins.assertLogContains("rollback 1.1", run);
        assertThat(promotion(shop, "staging-4").requested().kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(promotion(shop, "staging-4").requested().by().id()).isEqualTo("roland");
        assertThat(promotion(shop, "staging-4").requested().rollback().fast()).isTrue();
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.1");
        assertThat(slot(shop, "staging").quarantines())
                .extracting(Quarantine::version)
                .containsExactly("1.2");
        assertOutcomes(shop, "development", "1.0 VERIFIED", "1.1 VERIFIED", "1.2 VERIFIED");
    }

    @Test
    void whatChangedSinceSomebodyLookedIsNotRolledBack() throws Exception {
        Page stale = readers.post(
                "roland",
                page + "start",
                "environment",
                "staging",
                "to",
                "staging-1",
                "seen",
                "staging-2",
                "reason",
                "x");

        assertThat(status(stale)).isEqualTo(409);
        assertThat(text((HtmlPage) stale)).contains("staging has changed since you looked");
        assertThat(shop.getNextBuildNumber()).isEqualTo(4);
    }

    @Test
    void badInputIsRefusedAndStartsNothing() throws Exception {
        String[][] bad = {
            {"A rollback needs a reason", "environment", "staging", "to", "previous", "reason", " "},
            {"1.2 is the release that a rollback would leave", "environment", "staging", "to", "1.2", "reason", "x"},
            {"Nothing called '9'", "environment", "staging", "to", "9", "reason", "x"},
            {"No release was ever verified in production", "environment", "production", "to", "previous", "reason", "x"
            },
        };
        for (String[] one : bad) {
            String[] fields = Arrays.copyOfRange(one, 1, one.length);
            Page answer = readers.postAsScript("roland", page + "start", fields);
            assertThat(status(answer)).as(one[0]).isEqualTo(409);
            assertThat(source(answer)).contains(one[0]);
        }
        shop.makeDisabled(true);
        assertThat(source(readers.postAsScript(
                        "roland", page + "start", "environment", "staging", "to", "previous", "reason", "x")))
                .contains("cannot be built: it is disabled");
        assertThat(shop.getNextBuildNumber()).isEqualTo(4);
    }

    @Test
    void whatCannotBeAskedIsSaid() throws Exception {
        assertThat(text(readers.page("roland", page + "?environment=stagng"))).contains("did you mean 'staging'?");
        assertThat(text(readers.page("roland", page))).contains("environment: '' is not allowed");
        assertThat(text(readers.page("roland", page + "?environment=staging&to=9")))
                .contains("Nothing called '9' was ever promoted to staging")
                .doesNotContain("Starts a build");
        assertThat(text(readers.page("roland", page + "?environment=production")))
                .contains("No release was ever verified in production");
    }

    @Test
    void withoutThePermissionOrThePostOrTheCrumbNothingIsStarted() throws Exception {
        String[] fields = {"environment", "staging", "to", "previous", "reason", "x"};
        for (String user : new String[] {"reader", "priya", "jonas", null}) {
            assertThat(status(readers.post(user, page + "start", fields)))
                    .as(user)
                    .isEqualTo(403);
            assertThat(status(readers.page(user, page + "?environment=staging")))
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(status(readers.postWithoutCrumb("roland", page + "start", fields)))
                .isEqualTo(403);
        assertThat(status(readers.page("roland", page + "start?environment=staging&reason=x")))
                .isIn(404, 405);
        assertThat(text(readers.page("reader", shop.getUrl()))).doesNotContain("Roll back...");
        assertThat(text(readers.page("roland", shop.getUrl()))).contains("Roll back...");
        assertThat(shop.getNextBuildNumber()).isEqualTo(4);
    }

    @Test
    void aReleaseOfTheHistoryIsPromotedByABuildThatCarriesIt() throws Exception {
        try (ACLContext ignored = ACL.as2(User.getById("jonas", true).impersonate2())) {
            BuildRequests.of(Promotions.slots(shop).application(), shop)
                    .promote(EnvironmentName.of("production"), PromotionId.parse("staging-2"), null, "as agreed");
        }
        WorkflowRun run = started(4);

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("request: promote production 1.1", run);
        jenkins.assertLogContains("so nothing is brought into staging: its block is skipped.", run);
        jenkins.assertLogContains(
                "no promoteTo of its Pipeline has asked for production: nothing was done there.", run);
        assertThat(run.getAction(CarriedRequest.class).version()).isEqualTo("1.1");
        assertThat(slot(shop, "production").ended())
                .as("this Pipeline knows no production")
                .isEmpty();
    }

    @Test
    void aLineOfItsOwnCannotBeLeftOut() throws Exception {
        shop.setDefinition(new Promotions(jenkins).script("promoteTo('development')\necho 'deployed'"));
        readers.post("roland", page + "start", "environment", "staging", "to", "previous", "reason", "x");

        WorkflowRun run = started(4);

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("What stands below a promoteTo on a line of its own cannot be left out", run);
        jenkins.assertLogNotContains("deployed", run);
    }

    @Test
    void asStageOptionsTheOtherStagesAreSkipped() throws Exception {
        shop.setDefinition(new Promotions(jenkins).script("""
                pipeline {
                    agent none
                    stages {
                        stage('Build') {
                            when { not { promotionRequest() } }
                            steps { echo 'building' }
                        }
                        stage('Development') {
                            options { promoteTo('development') }
                            steps { echo "development gets $PROMOTION_VERSION" }
                        }
                        stage('Staging') {
                            options { promoteTo('staging') }
                            steps { echo "$PROMOTION_MODE $PROMOTION_VERSION" }
                        }
                    }
                }
                """));
        readers.post("roland", page + "start", "environment", "staging", "to", "previous", "reason", "x");

        WorkflowRun run = started(4);

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("rollback 1.1", run);
        jenkins.assertLogNotContains("development gets", run);
        jenkins.assertLogNotContains("building", run);
    }
}
