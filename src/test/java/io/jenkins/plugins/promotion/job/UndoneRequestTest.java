package io.jenkins.plugins.promotion.job;

import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.view.Readers.status;
import static io.jenkins.plugins.promotion.view.Readers.text;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Somebody has a release promoted or rolled back, and the Pipeline of the build does nothing of the kind. */
@WithJenkins
class UndoneRequestTest {
    private static final String NOTHING_WAS_DONE =
            "[promotion] This build was started for 'promote staging 1.1', and no promoteTo of its Pipeline has asked for"
                    + " staging: nothing was done there.";

    private JenkinsRule jenkins;
    private Readers readers;
    private Promotions promotions;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        readers = new Readers(rule);
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(Item.BUILD).everywhere().to("jonas"));
        promotions = new Promotions(rule);
        for (String version : new String[] {"1.0", "1.1"}) {
            shop = promotions.pipeline("shop", "promoteTo(environment: 'staging', version: '" + version + "') {}");
            jenkins.buildAndAssertSuccess(shop);
        }
    }

    private WorkflowRun promote(String environment, String promotion) throws Exception {
        String start = shop.getUrl() + "release-history/promote/start";
        assertThat(status(readers.post("jonas", start, "environment", environment, "promotion", promotion)))
                .isEqualTo(200);
        jenkins.waitUntilNoActivity();
        return shop.getLastBuild();
    }

    private WorkflowRun promote(String script) throws Exception {
        shop.setDefinition(promotions.script(script));
        return promote("staging", "staging-2");
    }

    private static boolean isLeftUndone(WorkflowRun run) {
        return run.getAction(CarriedRequest.class).isLeftUndone();
    }

    @Test
    void theBuildFailsAndItsPageAndThatOfTheJobSayWhy() throws Exception {
        WorkflowRun run = promote("production", "staging-2");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains(
                "no promoteTo of its Pipeline has asked for production: nothing was done there.", run);
        assertThat(text(readers.page("reader", run.getUrl())))
                .contains(
                        "1.1 was not brought into production: this build was started for that, and its Pipeline has no"
                                + " promoteTo that asks for production. Nothing was done there.");
        JSONObject said = readers.json(
                "reader", run.getUrl() + "api/json?tree=result,actions[promotionRequest,promotionRequestLeftUndone]");
        assertThat(said.toString())
                .contains("\"promotionRequest\":\"promote production 1.1\",\"promotionRequestLeftUndone\":true")
                .contains("\"result\":\"FAILURE\"");
        assertThat(slot(shop, "production").version())
                .as("nothing is on record")
                .isZero();
        assertThat(card("production"))
                .contains("1.1 was not promoted: #3 was started for it, and its Pipeline has no promoteTo that asks for"
                        + " production");
        assertThat(live("production").getString("undone")).isEqualTo("shop#3");
        assertThat(card("staging")).doesNotContain("was started for it");
    }

    @Test
    void whatFollowsTakesTheSentenceFromThePageOfTheJob() throws Exception {
        promote("echo 'nothing'");
        assertThat(card("staging")).contains("1.1 was not promoted: #3 was started for it");

        shop.setDefinition(promotions.script("promoteTo(environment: 'staging', version: '1.2') {}"));
        jenkins.buildAndAssertSuccess(shop);

        assertThat(card("staging")).contains("1.2").doesNotContain("was started for it");
        assertThat(live("staging").get("undone").toString()).isEqualTo("null");
        assertThat(text(readers.page("reader", shop.getBuildByNumber(3).getUrl())))
                .as("of that build it is true as before")
                .contains("1.1 was not brought into staging");
    }

    @Test
    void aRollbackThatNobodyAsksForFails() throws Exception {
        shop.setDefinition(promotions.script("echo 'nothing'"));
        String start = shop.getUrl() + "release-history/rollback/start";
        readers.post("roland", start, "environment", "staging", "to", "previous", "reason", "orders are lost");
        jenkins.waitUntilNoActivity();

        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, shop.getLastBuild());

        assertThat(text(readers.page("reader", run.getUrl()))).contains("staging was not rolled back to 1.0");
        assertThat(card("staging")).contains("1.0 was not brought back: #3 was started for it");
    }

    @Test
    void aStageOfWhichTheConditionDoesNotHoldHasNotAsked() throws Exception {
        WorkflowRun run = promote("""
                pipeline {
                    agent none
                    stages {
                        stage('Build') {
                            when { not { promotionRequest() } }
                            steps { echo 'building' }
                        }
                        stage('Staging') {
                            when {
                                beforeOptions true
                                promotionRequest environment: 'production'
                            }
                            options { promoteTo('staging') }
                            steps { echo 'deploying' }
                        }
                    }
                    post { always { echo "so far ${currentBuild.currentResult}" } }
                }
                """);

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("so far SUCCESS", run);
        jenkins.assertLogContains(NOTHING_WAS_DONE, run);
        jenkins.assertLogNotContains("deploying", run);
    }

    @Test
    void whatEndedWorseByItselfStaysSo() throws Exception {
        WorkflowRun run = promote("catchError(buildResult: 'NOT_BUILT') { error 'not today' }");

        jenkins.assertBuildStatus(Result.NOT_BUILT, run);
        jenkins.assertLogContains(NOTHING_WAS_DONE, run);
        assertThat(isLeftUndone(run)).isTrue();
        jenkins.assertBuildStatus(Result.FAILURE, promote("currentBuild.result = 'UNSTABLE'"));
    }

    @Test
    void aRequestThatIsRefusedWasHeardAndTheBuildKeepsItsResult() throws Exception {
        String refused = "promoteTo(environment: 'staging', waitTimeout: 'soon') { echo 'deploying' }";
        WorkflowRun failed = promote(refused);
        WorkflowRun caught = promote("try { " + refused + " } catch (e) { echo \"refused: $e\" }");

        jenkins.assertBuildStatus(Result.FAILURE, failed);
        jenkins.assertBuildStatusSuccess(caught);
        jenkins.assertLogContains("refused: ", caught);
        for (WorkflowRun run : new WorkflowRun[] {failed, caught}) {
            jenkins.assertLogNotContains("nothing was done there", run);
            jenkins.assertLogNotContains("deploying", run);
            assertThat(isLeftUndone(run)).isFalse();
        }
    }

    @Test
    void buildsThatDoWhatTheyWereStartedForAreNotTouched() throws Exception {
        WorkflowRun run = promote("promoteTo(environment: 'Staging') { echo \"deploying $PROMOTION_VERSION\" }");

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("deploying 1.1", run);
        assertThat(isLeftUndone(run)).isFalse();
        assertThat(text(readers.page("reader", run.getUrl()))).doesNotContain("was not brought");
        assertThat(card("staging")).doesNotContain("was started for it");
    }

    private String card(String environment) throws Exception {
        HtmlPage page = readers.page("reader", shop.getUrl());
        return text(page.<DomNode>querySelector("[data-promo-key='promo-live-" + environment + "']"));
    }

    private JSONObject live(String environment) throws Exception {
        return readers.json("reader", shop.getUrl() + "release-history/api/json").getJSONArray("live").stream()
                .map(JSONObject.class::cast)
                .filter(one -> one.getString("environment").equals(environment))
                .findFirst()
                .orElseThrow();
    }
}
