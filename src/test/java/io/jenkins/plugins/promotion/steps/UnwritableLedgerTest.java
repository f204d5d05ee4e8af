package io.jenkins.plugins.promotion.steps;

import static io.jenkins.plugins.promotion.steps.Promotions.STAGING;
import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.slots;

import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The end of a deployment cannot be recorded. A directory in place of the file stands for the disk that failed. */
@WithJenkins
class UnwritableLedgerTest {
    private JenkinsRule jenkins;
    private Promotions promotions;
    private Path aside;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        aside = Files.createTempDirectory("aside").resolve("staging.jsonl");
    }

    @Test
    void theBuildFailsAndTheSlotIsUnknownOnceTheLedgerCanBeWrittenAgain() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { semaphore 'deploying' }");
        WorkflowRun run = startAndLoseTheLedger(shop);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("promoteTo: The ledger", run);
        giveBackTheLedger(shop);

        assertTheNextSaysUnknown(shop);
    }

    @Test
    void aSecondTryInTheSameBuildDoesNotWaitForTheFirst() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                try { promoteTo('staging') { semaphore 'deploying' } } catch (failure) { semaphore 'failed' }
                promoteTo('staging') { echo 'again' }
                """);
        WorkflowRun run = startAndLoseTheLedger(shop);
        SemaphoreStep.waitForStart("failed/1", run);
        giveBackTheLedger(shop);

        SemaphoreStep.success("failed/1", null);

        jenkins.waitForMessage("[why] Slot: staging is in an unknown state", run);
        Promotions.acknowledge(shop, "staging-1");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertOutcomes(shop, "staging", "1 UNKNOWN", "1 VERIFIED");
    }

    private WorkflowRun startAndLoseTheLedger(WorkflowJob shop) throws Exception {
        WorkflowRun run = promotions.start(shop);
        SemaphoreStep.waitForStart("deploying/1", run);
        Files.move(ledger(shop), aside);
        Files.createDirectory(ledger(shop));
        SemaphoreStep.success("deploying/1", null);
        return run;
    }

    private void giveBackTheLedger(WorkflowJob shop) throws Exception {
        Files.delete(ledger(shop));
        Files.move(aside, ledger(shop));
    }

    private void assertTheNextSaysUnknown(WorkflowJob shop) throws Exception {
        shop.setDefinition(promotions.script("promoteTo('staging') { echo 'x' }"));
        WorkflowRun next = promotions.start(shop);
        jenkins.waitForMessage("[why] Slot: staging is in an unknown state", next);
        assertOutcomes(shop, "staging", "1 UNKNOWN");
        Promotions.acknowledge(shop, "staging-1");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(next));
    }

    private static Path ledger(WorkflowJob job) {
        return slots(job).application().ledger(STAGING);
    }
}
