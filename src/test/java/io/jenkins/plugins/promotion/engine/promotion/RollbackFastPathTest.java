package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.open;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings.Waivable;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollbacks that do without some of the rules, as the environment says. */
class RollbackFastPathTest {
    private final Application application = new Application();

    @BeforeEach
    void deployThree() {
        application.verified(PRODUCTION, release(1));
        application.verified(PRODUCTION, release(2));
        application.verified(PRODUCTION, release(3));
        application.configure(guarded(new RollbackSettings(Set.of(Waivable.APPROVALS, Waivable.WINDOWS))));
    }

    private SlotState slot() {
        return application.slot(PRODUCTION);
    }

    private Environment guarded(RollbackSettings settings) {
        return new Environment(PRODUCTION, "", List.of(approvals(1), open("Tue 10:00-11:00")), null, true)
                .with(settings);
    }

    @Test
    void whoMayRollBackNeedsNeitherApprovalNorWindow() {
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, true);

        assertThat(application.promotion(back).isHolder()).isTrue();
        assertThat(application.promotion(back).evidence())
                .anyMatch(reason ->
                        reason.startsWith("Approvals: Waived for rollbacks of production. Without that: 0 of 1 from"))
                .anyMatch(reason -> reason.startsWith(
                        "Windows: Waived for rollbacks of production. Without that: Closed, it opens on"));
        assertThat(application.finding(back, "Approvals").lifted()).isEqualTo(Finding.Lift.ROLLBACK);
    }

    @Test
    void whoMayNotWaitsLikeEveryOther() {
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);

        assertThat(application.promotion(back).isWaiting()).isTrue();
        assertThat(slot().quarantines()).as("nothing is left yet").isEmpty();
    }

    @Test
    void aPromotionHasNoFastPath() {
        assertThat(application
                        .promotion(application.request(PRODUCTION, release(4)))
                        .isWaiting())
                .isTrue();
    }

    @Test
    void onlyWhatTheEnvironmentNamesIsWaived() {
        application.configure(guarded(new RollbackSettings(Set.of(Waivable.WINDOWS))));
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, true);
        assertThat(application.promotion(back).isWaiting()).isTrue();

        application.approve(back, voter(CLEO));

        assertThat(application.promotion(back).isHolder()).isTrue();
    }

    @Test
    void aHoldAndAQuarantineAreNeverWaived() {
        application.handle(PRODUCTION, new Command.Hold(BOB, "the data centre moves"));
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, true);
        assertThat(application.finding(back, "Hold").status()).isEqualTo(Status.WAITING);

        application.quarantine(PRODUCTION, release(2));
        application.reconsider(back);

        assertThat(application.promotion(back).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aRejectionEndsARollbackToo() {
        PromotionId back = application.rollBack(PRODUCTION, "previous", true, false);
        application.reject(back, voter(CLEO));

        assertThat(application.promotion(back).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(slot().quarantines()).isEmpty();
    }
}
