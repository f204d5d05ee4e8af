package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;

/** Where a promotion is in its life. */
public sealed interface PromotionState {
    /** It waits for its rules; nothing was touched. */
    record Waiting() implements PromotionState {}

    /** It holds the slot, and something of it is under way. */
    sealed interface Holding extends PromotionState {
        /** The fencing token: only a completion that carries it counts. */
        long token();

        /** When the intent was recorded. */
        Instant since();
    }

    /** It holds the slot and its body deploys. */
    record Deploying(long token, Instant since) implements Holding {}

    /**
     * Its deployment failed; it still holds the slot and its body brings the release before it back.
     *
     * @param to the release that is brought back
     * @param reason why the deployment failed
     */
    record RollingBack(long token, Instant since, Live to, String reason) implements Holding {}

    /**
     * A run of its body has succeeded; it still holds the slot, and the health checks of the environment look at what that
     * run brought.
     *
     * @param gate the gate of the record that tells of it
     * @param plan what is demanded
     * @param mayRollBack whether the body can be run again when it is not well
     * @param back the rollback that is looked at, {@code null} when it is the deployment itself
     */
    record Verifying(long token, Instant since, String gate, GatePlan plan, boolean mayRollBack, RollingBack back)
            implements Holding {}

    /** It is over; the components are those of {@link SlotEvent.Ended}. */
    record Over(Outcome outcome, Instant at, String reason, Principal by, PromotionId supersededBy)
            implements PromotionState {}
}
