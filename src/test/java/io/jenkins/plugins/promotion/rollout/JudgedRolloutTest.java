package io.jenkins.plugins.promotion.rollout;

import static io.jenkins.plugins.promotion.rollout.Rollouts.act;
import static io.jenkins.plugins.promotion.rollout.Rollouts.rollout;
import static io.jenkins.plugins.promotion.rollout.Rollouts.toStaging;
import static io.jenkins.plugins.promotion.rollout.Rollouts.told;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.rollout.Rollouts.Act;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rollouts that an analysis looks at, over HTTP, with bounds on a number that the test sets. */
@WithJenkins
class JudgedRolloutTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private MemoryMonitor monitor;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        monitor = new MemoryMonitor();
        monitor.define();
    }

    @AfterEach
    void stop() {
        monitor.close();
    }

    @Test
    void aReleaseThatLeavesItsBoundsIsTakenBack() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '1h', interval: '1s', analysis: 'web-slo'", ""));
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("[rollout] Look 1: CONTINUE", run);

        monitor.memory = "1200";

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(told(run)).containsExactly("5:shift:deploy:1", "0:back:rollback:1");
        assertThat(rollout(shop, "staging-1").end().outcome()).isEqualTo(RolloutOutcome.FAILED);
        assertThat(rollout(shop, "staging-1").end().metrics().get(0).verdict()).isEqualTo("FAIL");
        jenkins.assertLogContains("The analysis web-slo found harm. memory: ", run);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void aReleaseThatStaysInThemPasses() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '8s', analysis: 'web-slo'", ""));

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertThat(told(run)).containsExactly("5:shift:deploy:1", "100:shift:deploy:1");
        jenkins.assertLogContains("The analysis web-slo looks every 1s", run);
        jenkins.assertLogContains("the last word on step 1: PASS", run);
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }

    @Test
    void whatWasNotMeasuredIsAskedOfAPerson() throws Exception {
        monitor.memory = null;
        WorkflowJob shop = promotions.pipeline(
                "shop", toStaging("steps: '5', bake: '3s', interval: '1s', analysis: 'web-slo'", ""));
        WorkflowRun run = promotions.start(shop);

        jenkins.waitForMessage("[why] Rollout: it asks a person.", run);
        assertThat(rollout(shop, "staging-1").asks()).isTrue();
        act(shop, "staging-1", Act.RESUME);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("cannot say whether the release does harm", run);
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }

    @Test
    void anAnalysisMayStandInAScriptItself() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop",
                toStaging(
                        "steps: '5', bake: '1h', analysis: analysis(alpha: 0.05, interval: '2s', metrics: [bounds(name:"
                                + " 'memory', source: 'prometheus', canary: 'memory', atMost: 900)])",
                        ""));
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("[rollout] Look 1: CONTINUE", run);
        jenkins.assertLogContains("The analysis inline looks every 2s", run);

        monitor.memory = "1200";

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The analysis inline found harm. memory: ", run);
        assertOutcomes(shop, "staging", "1 ROLLED_BACK");
    }

    @Test
    void inADeclarativePipelineBothMayStand() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                pipeline {
                  agent none
                  stages {
                    stage('Named') {
                      steps {
                        promoteTo(environment: 'staging', version: '1.0') {
                          canaryRollout(steps: '5', bake: '3s', analysis: 'web-slo') { echo 'one' }
                        }
                      }
                    }
                    stage('Inline') {
                      steps {
                        promoteTo(environment: 'staging', version: '2.0') {
                          canaryRollout(steps: '5', bake: '3s', analysis: analysis(interval: '1s', metrics: [
                              bounds(name: 'memory', source: 'prometheus', canary: 'memory', atMost: '900')])) {
                            echo 'two'
                          }
                        }
                      }
                    }
                  }
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("The analysis web-slo looks every 1s", run);
        jenkins.assertLogContains("The analysis inline looks every 1s", run);
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "2.0 VERIFIED");
    }

    @Test
    void whatIsWrongWithAnInlineAnalysisIsSaidBeforeAnythingBegins() throws Exception {
        assertRefused(
                "analysis(metrics: [bounds(name: 'memory', source: 'nagios', canary: 'memory', atMost: 900)])",
                "source of 'memory': 'nagios' is not allowed; the metric sources are prometheus");
        assertRefused(
                "analysis(name: 'web-slo', metrics: [bounds(name: 'memory', source: 'prometheus', canary: 'memory',"
                        + " atMost: 900)])",
                "name: 'web-slo' is not allowed; only administrators name analyses; leave it out here");
        assertRefused("'web-sl'", "analysis: 'web-sl' is not allowed; the analyses are web-slo");
        assertRefused(
                "'web-slo', inline: analysis(metrics: [])",
                "analysis: 'web-slo' is not allowed; it takes the name of an analysis or one that stands here, not both");
    }

    @Test
    void theExampleOfTheDocumentationRunsAsItIsWritten() throws Exception {
        Matcher example =
                Pattern.compile("(?ms)^```groovy\\n(.*?)^```$").matcher(Files.readString(Path.of("docs/analyses.md")));
        assertThat(example.find()).isTrue();
        WorkflowJob shop = promotions.pipeline("shop", example.group(1));

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        assertThat(told(run)).containsExactly("5", "50", "100");
        jenkins.assertLogContains("The analysis inline looks every 2s", run);
    }

    private void assertRefused(String analysis, String sentence) throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", toStaging("steps: '5', bake: '1h', analysis: " + analysis, ""));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);
        jenkins.assertLogContains("canaryRollout: " + sentence, run);
        assertThat(told(run)).isEmpty();
    }
}
