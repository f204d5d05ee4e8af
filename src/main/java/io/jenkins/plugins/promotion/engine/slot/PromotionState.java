package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;

/** Where a promotion is in its life. */
public sealed interface PromotionState {
    /** It waits for its rules; nothing was touched. */
    record Waiting() implements PromotionState {}

    /**
     * It holds the slot and its body deploys.
     *
     * @param token the fencing token: only a completion that carries it counts
     * @param since when the intent was recorded
     */
    record Deploying(long token, Instant since) implements PromotionState {}

    /**
     * Its deployment failed; it still holds the slot and its body brings the release before it back.
     *
     * @param token the fencing token of this second run of the body
     * @param since when the intent was recorded
     * @param to the release that is brought back
     * @param reason why the deployment failed
     */
    record RollingBack(long token, Instant since, Live to, String reason) implements PromotionState {}

    /** It is over; the components are those of {@link SlotEvent.Ended}. */
    record Over(Outcome outcome, Instant at, String reason, Principal by, PromotionId supersededBy)
            implements PromotionState {}
}
