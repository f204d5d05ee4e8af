package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.approve;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code promoteTo} without a block of its own: on a line, and as an option of a Declarative stage. */
@WithJenkins
class PromotedBlocksTest {
    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
    }

    @Test
    void onALineItHoldsTheSlotUntilTheEnclosingBlockEnds() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                stage('Staging') {
                  promoteTo(environment: 'staging', version: '2.0')
                  semaphore 'deploying'
                  node { sh 'echo deployed $PROMOTION_VERSION as $PROMOTION_ID' }
                }
                semaphore 'after'
                node { sh 'echo "outside <$PROMOTION_VERSION>"' }
                """);
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("deploying/1", run);
        assertThat(slot(shop, "staging").holder()).isPresent();

        SemaphoreStep.success("deploying/1", null);
        SemaphoreStep.waitForStart("after/1", run);
        assertOutcomes(shop, "staging", "2.0 VERIFIED");

        SemaphoreStep.success("after/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("deployed 2.0 as staging-1", run);
        jenkins.assertLogContains("outside <>", run);
    }

    @Test
    void aFailureOfTheEnclosingBlockIsAFailureOfTheDeployment() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "stage('Staging') { promoteTo('staging'); error 'disk full' }");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("failed and was left as it is: disk full", run);
        assertOutcomes(shop, "staging", "1 FAILED");
    }

    @Test
    void outsideOfAllBlocksTheRestOfTheBuildIsTheDeployment() throws Exception {
        WorkflowJob shop =
                promotions.pipeline("shop", "promoteTo('staging')\nnode { sh 'echo rest of $PROMOTION_VERSION' }");
        jenkins.assertLogContains("rest of 1", jenkins.buildAndAssertSuccess(shop));
        shop.setDefinition(promotions.script("promoteTo('staging')\nerror 'too late'"));
        jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertOutcomes(shop, "staging", "1 VERIFIED", "2 FAILED");
    }

    @Test
    void itsValueTellsWhatIsPromoted() throws Exception {
        WorkflowJob shop = promotions.pipeline(
                "shop", "def release = promoteTo('staging')\necho \"value ${release.PROMOTION_VERSION}\"");

        jenkins.assertLogContains("value 1", jenkins.buildAndAssertSuccess(shop));
    }

    @Test
    void aBuildKilledInThePromotedBlockLeavesTheSlotUnknown() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "stage('S') { promoteTo('staging'); semaphore 'deploying' }");
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("deploying/1", run);

        run.doKill();
        jenkins.waitForCompletion(run);

        assertOutcomes(shop, "staging", "1 UNKNOWN");
    }

    @Test
    void asAStageOptionTheStageIsTheDeploymentAndNoAgentIsTakenWhileItWaits() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                pipeline {
                  agent none
                  stages {
                    stage('Staging') {
                      options { promoteTo('staging') }
                      agent any
                      steps { echo "staging gets $PROMOTION_VERSION" }
                    }
                    stage('Production') {
                      options { promoteTo(environment: 'production', notes: 'the big one') }
                      agent any
                      steps { echo "production gets $PROMOTION_VERSION" }
                    }
                  }
                }
                """);
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        promotions.awaitIdleExecutors();
        jenkins.assertLogNotContains("This wait holds an executor", run);

        approve(shop, "production-1", "priya");

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("production gets 1", run);
        assertOutcomes(shop, "production", "1 VERIFIED");
        assertThat(Promotions.promotion(shop, "production-1").requested().notes())
                .isEqualTo("the big one");
    }

    @Test
    void aFailingStageIsAFailedDeployment() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                pipeline {
                  agent none
                  stages {
                    stage('Staging') {
                      options { promoteTo('staging') }
                      steps { error 'no route' }
                    }
                  }
                }
                """);

        jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        assertOutcomes(shop, "staging", "1 FAILED");
    }

    @Test
    void aStageThatItsWhenMightSkipAfterThePromotionIsRefused() throws Exception {
        String stage = """
                pipeline {
                  agent none
                  stages {
                    stage('Outer') {
                      stages {
                        stage('Staging') {
                          when { BEFORE expression { true } }
                          options { promoteTo('staging') }
                          steps { echo 'deploying' }
                        }
                      }
                    }
                  }
                }
                """;
        WorkflowJob shop = promotions.pipeline("shop", stage.replace("BEFORE ", ""));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("add 'beforeOptions true' to the 'when' of stage 'Staging'", run);
        assertThat(slot(shop, "staging").version()).isZero();
        shop.setDefinition(promotions.script(stage.replace("BEFORE ", "beforeOptions true\n")));
        jenkins.buildAndAssertSuccess(shop);
        assertOutcomes(shop, "staging", "2 VERIFIED");
    }

    @Test
    void inTheStepsOfADeclarativeStageItWorksOnALineAndWithABlock() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                pipeline {
                  agent none
                  stages {
                    stage('Development') {
                      steps {
                        promoteTo('development')
                        node('') { sh 'echo line $PROMOTION_ENVIRONMENT' }
                      }
                    }
                    stage('Staging') { steps { promoteTo('staging') { echo "block $PROMOTION_ENVIRONMENT" } } }
                  }
                }
                """);

        WorkflowRun run = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("line development", run);
        jenkins.assertLogContains("block staging", run);
        assertOutcomes(shop, "development", "1 VERIFIED");
        assertOutcomes(shop, "staging", "1 VERIFIED");
    }
}
