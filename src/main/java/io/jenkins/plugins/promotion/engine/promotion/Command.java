package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.time.Instant;

/** What somebody or something wants of a slot. Whether they may is checked before; whether it can be, by the machine. */
public sealed interface Command {
    /**
     * Bring a release into the environment.
     *
     * @param deadline until when to wait, {@code null} for as long as the build lives
     * @param notes for the history, or {@code null}
     * @param ticket where the change was agreed, or {@code null}
     */
    record Request(
            Kind kind,
            Release release,
            Principal by,
            OnFailure onFailure,
            Instant deadline,
            String notes,
            String ticket)
            implements Command {}

    /**
     * Approve or reject.
     *
     * @param rule the rule under which the vote is to count, {@code null} for every rule under which it can
     * @param comment why; a rejection needs one
     */
    record CastVote(PromotionId id, String rule, Voter voter, Decision decision, String comment) implements Command {}

    /** Look again, because time has passed or something else has changed. */
    record Reconsider(PromotionId id) implements Command {}

    /**
     * A run of the body has ended.
     *
     * @param token of the run, so that the end of an earlier one does not count
     * @param failure why it failed, {@code null} when it succeeded
     * @param by who aborted it, {@code null} when nobody did
     * @param mayRollBack false when no further run of the body is possible or wanted
     */
    record BodyEnded(PromotionId id, long token, String failure, Principal by, boolean mayRollBack)
            implements Command {}

    /** Stop waiting. A deployment that has begun is stopped through its body instead. */
    record Abort(PromotionId id, Principal by, String reason) implements Command {}

    /**
     * The build is gone without having said how the promotion ended.
     *
     * @param reason what became of it, in a sentence
     */
    record BuildGone(PromotionId id, String reason) implements Command {}

    /** Say what is live in a slot that is broken or unknown. */
    record Acknowledge(PromotionId id, Principal by, Found found, String reason) implements Command {}
}
