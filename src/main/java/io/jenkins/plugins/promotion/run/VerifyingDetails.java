package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.verification.Verifications;
import io.jenkins.plugins.promotion.view.CheckRow;
import io.jenkins.plugins.promotion.view.CheckRows;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Instant;
import java.util.List;

/** What a promotion waits for whose health checks are looked at: why, who can change it, when it changes by itself. */
final class VerifyingDetails {
    private final Promotion promotion;
    private final PromotionState.Verifying verifying;
    private final GateState state;

    private VerifyingDetails(Promotion promotion, PromotionState.Verifying verifying, @CheckForNull GateState known) {
        this.promotion = promotion;
        this.verifying = verifying;
        this.state = known == null ? GateState.start(verifying.plan(), verifying.since()) : known;
    }

    /** {@code null} for a promotion that is not being verified. */
    @CheckForNull
    static VerifyingDetails of(RecordedPromotion.Readable recorded) {
        Promotion promotion = recorded.promotion();
        return promotion.state() instanceof PromotionState.Verifying verifying
                ? new VerifyingDetails(
                        promotion,
                        verifying,
                        Verifications.get()
                                .state(recorded.slots().application(), promotion)
                                .orElse(null))
                : null;
    }

    /** What is missing, without times. */
    String why() {
        return state.isSoaking()
                ? Messages.VerifyingDetails_soaking()
                : Messages.VerifyingDetails_waiting(verifying.plan().successThreshold());
    }

    /** What is the case and what is missing, without times. */
    String sentence() {
        return (verifying.back() == null
                        ? Messages.VerifyingDetails_deployed(promotion.release().version())
                        : Messages.VerifyingDetails_back(
                                promotion.release().version(),
                                verifying.back().to().release().version()))
                + " " + why();
    }

    /** The same, and when it changes by itself. */
    String sentence(Times times) {
        String when = times.moment(changesAt()).both();
        return sentence() + " "
                + (state.isSoaking()
                        ? Messages.VerifyingDetails_until(when)
                        : Messages.VerifyingDetails_deadline(when));
    }

    /** Who can change it. */
    List<String> who() {
        return List.of(Messages.VerifyingDetails_who(promotion.release().build().toString()));
    }

    /** When it is over at the latest, or when the soak is. */
    Instant changesAt() {
        Instant soakEnd = state.soakEnd(verifying.plan());
        return soakEnd == null ? state.deadline() : soakEnd;
    }

    /** The checks. */
    List<CheckRow> checks(Times times) {
        return new CheckRows(times).of(verifying.plan(), state);
    }
}
