package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;

/**
 * The watch over the release of a promotion after its build has ended.
 *
 * @param id the promotion that brought the release
 * @param token names this watch; what is told of it must carry it
 * @param plan what is demanded; its soak is how long the watch lasts
 * @param onUnwell what the environment says of a release that is not well
 * @param since when it began, {@code null} until the release is verified
 * @param end how it ended, {@code null} while it has not
 * @param endedAt when, {@code null} before
 * @param triggered what became of the intent to start a rollback, {@code null} while nothing has, or there is none
 * @param overtakenAt when something else was deployed to the slot, {@code null} while nothing was: nobody watches any more
 */
public record Watch(
        PromotionId id,
        long token,
        GatePlan plan,
        OnUnwell onUnwell,
        Instant since,
        WatchEvent.WatchEnded end,
        Instant endedAt,
        WatchEvent.RollbackTriggered triggered,
        Instant overtakenAt) {
    /** Whether the checks are to be looked at now. */
    public boolean isOn() {
        return since != null && end == null && overtakenAt == null;
    }

    /** Whether a rollback is to be started now: that is the intent, and nothing has become of it. */
    public boolean isRollbackDue() {
        return end != null && end.follows() == OnUnwell.ROLLBACK && triggered == null && overtakenAt == null;
    }

    /** Whether people are asked to decide now. */
    public boolean asks() {
        return overtakenAt == null
                && end != null
                && (end.follows() == OnUnwell.ASK || triggered != null && triggered.problem() != null);
    }

    Watch begun(Instant at) {
        return new Watch(id, token, plan, onUnwell, at, end, endedAt, triggered, overtakenAt);
    }

    Watch ended(WatchEvent.WatchEnded how, Instant at) {
        return new Watch(id, token, plan, onUnwell, since, how, at, triggered, overtakenAt);
    }

    Watch triggered(WatchEvent.RollbackTriggered what) {
        return new Watch(id, token, plan, onUnwell, since, end, endedAt, what, overtakenAt);
    }

    Watch overtaken(Instant at) {
        return new Watch(id, token, plan, onUnwell, since, end, endedAt, triggered, at);
    }
}
