package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import org.junit.jupiter.api.Test;

/** Holds and quarantine: nothing goes until they are lifted. */
class StoppedTest {
    @Test
    void aHoldStopsTheLineUntilItIsLifted() {
        Application application = new Application();
        application.handle(PRODUCTION, new Command.Hold(BOB, "the data centre moves"));
        PromotionId id = application.request(PRODUCTION, release(1));

        assertThat(application.findings(id).get(0).reason())
                .isEqualTo(
                        "production is held for this application by bob since 2026-03-02T09:00:00Z: the data centre moves.");
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.handle(PRODUCTION, new Command.Hold(CLEO, "again")))
                .withMessage("production is held already, by bob: the data centre moves");
        application.handle(PRODUCTION, new Command.LiftHold(CLEO, "moved"));
        application.reconsider(id);

        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.slot(PRODUCTION).hold()).isEmpty();
    }

    @Test
    void anEnvironmentIsHeldForEveryApplicationByConfiguration() {
        Application application = new Application(Environment.open(PRODUCTION).held("the data centre moves"));
        PromotionId id = application.request(PRODUCTION, release(1));

        assertThat(application.findings(id).get(0).reason())
                .isEqualTo("production is held for every application by its configuration: the data centre moves.");
        assertThat(application.promotion(id).isWaiting()).isTrue();
    }

    @Test
    void aQuarantinedReleaseGoesNowhereInTheApplicationUntilItIsLifted() {
        Application application = new Application(environment(PRODUCTION, approvals(1)));
        PromotionId waiting = application.request(PRODUCTION, release(1));
        application.quarantine(STAGING, release(1));

        application.reconsider(waiting);
        assertThat(application.promotion(waiting).state().toString())
                .contains(
                        "REFUSED",
                        "1.1 is in quarantine, set in staging by bob at 2026-03-02T09:00:00Z: it loses orders.");
        assertThat(application
                        .promotion(application.request(STAGING, release(1)))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(application
                        .promotion(application.rollback(PRODUCTION, release(1)))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(application
                        .promotion(application.request(STAGING, release(2)))
                        .outcome())
                .isNull();

        application.handle(STAGING, new Command.LiftQuarantine(release(1).identity(), CLEO, "it was the proxy"));
        assertThat(application
                        .promotion(application.request(PRODUCTION, release(1)))
                        .isWaiting())
                .isTrue();
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.handle(
                        STAGING, new Command.LiftQuarantine(release(1).identity(), CLEO, "again")));
    }
}
