package io.jenkins.plugins.promotion.verification;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A watch outlives the Jenkins in which it began: in the record, in its counts, and in what follows from it. */
class LiveWatchRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aWatchGoesOnAndItsRollbackIsStartedOnce() throws Throwable {
        try (WebService service = new WebService().status("/shop", 200)) {
            AtomicReference<Instant> soaksSince = new AtomicReference<>();
            sessions.then(jenkins -> {
                PromotionGlobalConfiguration.get()
                        .setEnvironments(List.of(Demands.watched(service.url("/shop"), OnUnwell.ROLLBACK)));
                WorkflowJob shop = new Promotions(jenkins).pipeline("shop", """
                        promoteTo(environment: 'staging', version: "1.$BUILD_NUMBER") { echo "$PROMOTION_MODE" }
                        """);
                jenkins.buildAndAssertSuccess(shop);
                jenkins.buildAndAssertSuccess(shop);
                Demands.await(() -> state(shop) != null && state(shop).isSoaking());
                soaksSince.set(state(shop).soakSince());
            });
            sessions.then(jenkins -> {
                WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
                Demands.await(() -> state(shop) != null);
                assertThat(state(shop).soakSince()).isAfterOrEqualTo(soaksSince.get());
                assertThat(slot(shop, "staging").watch().orElseThrow().isOn()).isTrue();

                service.status("/shop", 503);
                Demands.await(() -> shop.getBuildByNumber(3) != null);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(shop.getBuildByNumber(3)));
                assertThat(promotion(shop, "staging-3").requested().kind()).isEqualTo(Kind.ROLLBACK);
            });
            sessions.then(jenkins -> {
                WorkflowJob shop = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
                Demands.await(() -> slot(shop, "staging")
                        .watch()
                        .filter(watch -> watch.end() != null)
                        .isPresent());
                jenkins.waitUntilNoActivity();
                assertThat(shop.getNextBuildNumber()).isEqualTo(4);
            });
        }
    }

    private static GateState state(WorkflowJob shop) {
        return LiveWatches.get()
                .state(Promotions.slots(shop).application(), Promotions.STAGING)
                .orElse(null);
    }
}
