package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;

/** What somebody or something wants of a rollout. Whether they may is checked before; whether it can be, by the machine. */
public sealed interface RolloutCommand {
    /** The promotion in whose deployment it stands. */
    PromotionId id();

    /** Its name; {@code null}, where people act, for the one that is under way. */
    String rollout();

    /** Begin. */
    record Start(PromotionId id, String rollout, RolloutPlan plan) implements RolloutCommand {}

    /**
     * A run of the body has ended.
     *
     * @param token of the run, so that the end of an earlier one does not count
     * @param failure why it failed, {@code null} when it succeeded
     */
    record BodyEnded(PromotionId id, String rollout, long token, String failure) implements RolloutCommand {}

    /**
     * The analysis has looked.
     *
     * @param step at which step
     * @param at the moment of the look
     * @param report what it says
     * @param conclusion what it says if there is no further look at this step, {@code null} when nobody asked
     */
    record Looked(PromotionId id, String rollout, int step, Instant at, Report report, Report conclusion)
            implements RolloutCommand {}

    /** Go as far as it can, because time has passed or Jenkins was restarted. */
    record Advance(PromotionId id, String rollout) implements RolloutCommand {}

    /** The build is being stopped: the release is to lose its traffic. */
    record Stop(PromotionId id, String rollout, Principal by, String reason) implements RolloutCommand {}

    /** What a person does. */
    sealed interface Act extends RolloutCommand {
        /** Who. */
        Principal by();

        /** Why. */
        String reason();
    }

    /** Stop where it is; a run of the body that has begun comes to its end first. */
    record Pause(PromotionId id, String rollout, Principal by, String reason) implements Act {}

    /** Go on; where the rollout asks, that is the answer that it may. */
    record Resume(PromotionId id, String rollout, Principal by, String reason) implements Act {}

    /** End the present step before its time. */
    record Skip(PromotionId id, String rollout, Principal by, String reason) implements Act {}

    /** Take all of the traffic from the release. */
    record Back(PromotionId id, String rollout, Principal by, String reason) implements Act {}
}
