package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.STAGING;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static io.jenkins.plugins.promotion.steps.Promotions.slots;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Cells of the fault matrix: what is on record when something breaks in a deployment or in a rollback. */
@WithJenkins
class RollbackFaultsTest {
    private static final String SLOW = "{ timeout(time: 1, unit: 'SECONDS') { semaphore 'never' } }";
    private static final String BACK = "rollbackTo(environment: 'staging', reason: 'orders are lost') ";

    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
    }

    private WorkflowJob shop(String... versions) throws Exception {
        WorkflowJob shop = null;
        for (String version : versions) {
            shop = promotions.pipeline("shop", "promoteTo(environment: 'staging', version: '" + version + "') {}");
            jenkins.buildAndAssertSuccess(shop);
        }
        return shop;
    }

    @Test
    void aTimeoutInTheBlockIsAFailureOfTheDeployment() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo(environment: 'staging', version: '1.0') " + SLOW);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(promotions.start(shop)));

        assertOutcomes(shop, "staging", "1.0 FAILED");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.FAILED);
    }

    @Test
    void aTimeoutInTheBlockIsAFailureOfTheRollback() throws Exception {
        shop("1.0", "1.1");
        WorkflowJob shop = promotions.pipeline("shop", BACK + SLOW);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(promotions.start(shop)));

        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.0 BROKEN");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.BROKEN);
    }

    @Test
    void nothingIsTouchedWhenTheRequestCannotBeRecorded() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'touched' }");
        Files.createDirectories(ledger(shop));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, shop);

        jenkins.assertLogContains("promoteTo: ", run);
        jenkins.assertLogNotContains("touched", run);
    }

    @Test
    void aRollbackThatCannotRecordItsEndIsUnknownOnceTheLedgerCanBeWrittenAgain() throws Exception {
        shop("1.0", "1.1");
        WorkflowJob shop = promotions.pipeline("shop", BACK + "{ semaphore 'back' }");
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("back/1", run);
        Path aside = Files.createTempDirectory("aside").resolve("staging.jsonl");
        Files.move(ledger(shop), aside);
        Files.createDirectory(ledger(shop));
        SemaphoreStep.success("back/1", null);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        Files.delete(ledger(shop));
        Files.move(aside, ledger(shop));

        shop.setDefinition(promotions.script(BACK + "{ echo 'again' }"));
        WorkflowRun again = jenkins.buildAndAssertSuccess(shop);

        jenkins.assertLogContains("again", again);
        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.0 UNKNOWN", "1.0 VERIFIED");
        assertThat(slot(shop, "staging").condition()).isEqualTo(Condition.CLEAR);
    }

    @Test
    void theEndOfARollbackCountsOnce() throws Exception {
        shop("1.0", "1.1");
        WorkflowJob shop = promotions.pipeline("shop", BACK + "{ semaphore 'once' }");
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("once/1", run);
        var id = promotion(shop, "staging-3").id();
        long token = ((PromotionState.Deploying) promotion(shop, "staging-3").state()).token();
        slots(shop).handle(STAGING, new Command.BodyEnded(id, token - 1, "late", null, false));
        assertThat(promotion(shop, "staging-3").outcome()).isNull();
        SemaphoreStep.success("once/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        slots(shop).handle(STAGING, new Command.BodyEnded(id, token, "twice", null, false));

        assertOutcomes(shop, "staging", "1.0 VERIFIED", "1.1 VERIFIED", "1.0 VERIFIED");
    }

    private static Path ledger(WorkflowJob job) {
        return slots(job).application().ledger(STAGING);
    }
}
