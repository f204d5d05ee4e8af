package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.policy.WiderHold;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Holds that were set around a slot. */
class WiderHoldTest {
    private static final WiderHold FOLDER = new WiderHold(
            "everything in the folder shop", new Hold(BOB, "stock is counted", START), "Managers of shop");
    private static final WiderHold ALL =
            new WiderHold("every application", new Hold(CLEO, "the data centre moves.", START), "Administrators");

    @Test
    void oneStopsASlotUntilItIsLifted() {
        Application application = new Application(environment(PRODUCTION)).holdAround(PRODUCTION, FOLDER);
        PromotionId id = application.request(PRODUCTION, release(1));

        assertThat(application.promotion(id).isWaiting()).isTrue();
        assertThat(application.finding(id, "Hold"))
                .isEqualTo(new Finding(
                        "Hold",
                        "hold",
                        Status.WAITING,
                        "production is held for everything in the folder shop by bob since 2026-03-02T09:00:00Z:"
                                + " stock is counted.",
                        "Managers of shop",
                        null));

        application.holdAround(PRODUCTION).reconsider(id);
        assertThat(application.promotion(id).isHolder()).isTrue();
    }

    @Test
    void allOfThemAreNamedAndEachHasToBeLifted() {
        Environment configured = Environment.open(PRODUCTION).held("the contract is not signed");
        Application application = new Application(configured).holdAround(PRODUCTION, ALL, FOLDER);
        application.handle(PRODUCTION, new Command.Hold(BOB, "the disk is full"));
        PromotionId id = application.request(PRODUCTION, release(1));

        assertThat(application.finding(id, "Hold").reason())
                .isEqualTo("production is held for every application by its configuration: the contract is not signed."
                        + " production is held for every application by cleo since 2026-03-02T09:00:00Z:"
                        + " the data centre moves."
                        + " production is held for everything in the folder shop by bob since 2026-03-02T09:00:00Z:"
                        + " stock is counted."
                        + " production is held for this application by bob since 2026-03-02T09:00:00Z:"
                        + " the disk is full.");
        assertThat(application.finding(id, "Hold").who())
                .isEqualTo("Administrators of production; Administrators; Managers of shop;"
                        + " People with the permission to lift a hold");

        application.configure(environment(PRODUCTION)).holdAround(PRODUCTION);
        application.reconsider(id);
        assertThat(application.promotion(id).isWaiting()).isTrue();
        application.handle(PRODUCTION, new Command.LiftHold(BOB, "a bigger one is in"));
        application.reconsider(id);
        assertThat(application.promotion(id).isHolder()).isTrue();
    }

    @Test
    void whatHasBegunGoesOn() {
        Application application = new Application(environment(PRODUCTION));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.holdAround(PRODUCTION, ALL).reconsider(id);
        application.succeeds(id);

        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void anOverrideDoesNotLiftIt() {
        Application application = new Application(environment(PRODUCTION)).holdAround(PRODUCTION, ALL);
        PromotionId id = application.request(PRODUCTION, release(1));
        application.passes(Duration.ofDays(30)).reconsider(id);

        assertThat(application.promotion(id).isWaiting()).isTrue();
    }
}
