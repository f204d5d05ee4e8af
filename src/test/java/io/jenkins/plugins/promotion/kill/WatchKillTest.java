package io.jenkins.plugins.promotion.kill;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.verification.Demands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * The process of Jenkins is killed between the start of the rollback that a watch leads to and the record of it. The record
 * demands a rollback then of which nobody wrote that it was started.
 */
class WatchKillTest {
    /** A rollback goes on only when it is let go, so that what the next Jenkins does at its start is seen. */
    private static final String SCRIPT = """
            // before a step that waits, and longer than its thread may be kept from running, there is no program to go on from
            if (env.PROMOTION_REQUEST) { sleep 8 }
            echo "runs $BUILD_NUMBER"
            if (env.PROMOTION_REQUEST) { node { sh 'while [ ! -e "$JENKINS_HOME/go" ]; do sleep 1; done' } }
            promoteTo(environment: 'staging', version: "1.$BUILD_NUMBER") { echo "$PROMOTION_MODE $PROMOTION_VERSION" }
            """;

    private static final String ASIDE = "aside.jsonl";

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins(600);

    @Test
    void aBuildThatWaitsInTheQueueIsFoundAgain() throws Throwable {
        try (WebService service = new WebService().status("/shop", 200)) {
            jenkins.startJenkins();
            jenkins.runRemotely(
                    (rule, page) -> {
                        twoReleases(rule, page);
                        Halts.whenABuildIsQueued();
                    },
                    service.url("/shop"));
            service.status("/shop", 503);
            jenkins.awaitHalt();
            jenkins.killAndThen(WatchKillTest::oneRollback);
        }
    }

    @Test
    void aBuildThatHasBegunIsFoundAgain() throws Throwable {
        try (WebService service = new WebService().status("/shop", 200)) {
            jenkins.startJenkins();
            jenkins.runRemotely(
                    (rule, page) -> {
                        Path aside = rule.jenkins.getRootDir().toPath().resolve(ASIDE);
                        Halts.beforeLoggingUnrecorded("runs 3", twoReleases(rule, page), aside);
                    },
                    service.url("/shop"));
            service.status("/shop", 503);
            jenkins.awaitHalt();
            Path home = jenkins.getHome().toPath();
            Path ledger = home.resolve("jobs/shop/promotions/staging.jsonl");
            Files.delete(ledger);
            Files.move(home.resolve(ASIDE), ledger);
            jenkins.killAndThen(WatchKillTest::oneRollback);
        }
    }

    private static WorkflowJob twoReleases(JenkinsRule rule, String page) throws Exception {
        PromotionGlobalConfiguration.get().setEnvironments(List.of(Demands.watched(page, OnUnwell.ROLLBACK)));
        WorkflowJob shop = new Promotions(rule).pipeline("shop", SCRIPT);
        rule.buildAndAssertSuccess(shop);
        rule.buildAndAssertSuccess(shop);
        return shop;
    }

    private static void oneRollback(JenkinsRule rule) throws Exception {
        WorkflowJob shop = rule.jenkins.getItemByFullName("shop", WorkflowJob.class);
        Demands.await(() -> slot(shop, "staging")
                .watch()
                .map(Watch::triggered)
                .filter(triggered -> triggered.problem() == null)
                .isPresent());
        Demands.await(() -> shop.getBuildByNumber(3) != null);
        assertThat(Arrays.stream(Queue.getInstance().getItems())
                        .filter(item -> item.getAction(CarriedRequest.class) != null))
                .as("no other one is on its way")
                .isEmpty();

        Files.createFile(rule.jenkins.getRootDir().toPath().resolve("go"));
        WorkflowRun back = rule.assertBuildStatusSuccess(rule.waitForCompletion(shop.getBuildByNumber(3)));

        rule.assertLogContains("rollback 1.1", back);
        assertThat(promotion(shop, "staging-3").requested().kind()).isEqualTo(Kind.ROLLBACK);
        assertThat(promotion(shop, "staging-3").outcome()).isEqualTo(Outcome.VERIFIED);
        rule.waitUntilNoActivity();
        assertThat(shop.getNextBuildNumber()).isEqualTo(4);
    }
}
