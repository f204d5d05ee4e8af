package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The watches over what was live in a slot. There is at most one at a time: it begins as its promotion is verified, and
 * whatever is deployed to the slot overtakes it. Immutable.
 */
final class Watches {
    static final Watches NONE = new Watches(History.empty(), null);

    private final History<Watch> overtaken;
    private final Watch latest;

    private Watches(History<Watch> overtaken, Watch latest) {
        this.overtaken = overtaken;
        this.latest = latest;
    }

    /** The one over what is live, whether it has ended or not. */
    Optional<Watch> present() {
        return Optional.ofNullable(latest).filter(watch -> watch.since() != null && watch.overtakenAt() == null);
    }

    /** The one that a promotion has, or will have once it is verified. */
    Optional<Watch> of(PromotionId id) {
        if (latest != null && latest.id().equals(id)) {
            return Optional.of(latest);
        }
        for (int i = overtaken.size() - 1; i >= 0; i--) {
            if (overtaken.get(i).id().equals(id)) {
                return Optional.of(overtaken.get(i));
            }
        }
        return Optional.empty();
    }

    /** After a record of a watch; {@code null} when it is about something else. */
    Watches after(LedgerRecord next, Promotion holder) {
        SlotEvent event = next.event();
        if (event instanceof WatchEvent.WatchStarted started) {
            demand(
                    holder != null
                            && holder.id().equals(started.id())
                            && present().isEmpty(),
                    started.id() + " cannot be watched: it does not hold the slot, or is watched already");
            return new Watches(
                    overtaken,
                    new Watch(
                            started.id(),
                            next.number(),
                            started.plan(),
                            started.onUnwell(),
                            null,
                            null,
                            null,
                            null,
                            null));
        } else if (event instanceof WatchEvent.WatchEnded ended) {
            Watch watch = demanded(ended.id(), Watch::isOn, ended.id() + " is not being watched");
            return new Watches(overtaken, watch.ended(ended, next.at()));
        } else if (event instanceof WatchEvent.RollbackTriggered triggered) {
            Watch watch =
                    demanded(triggered.id(), Watch::isRollbackDue, "no rollback from " + triggered.id() + " is due");
            return new Watches(overtaken, watch.triggered(triggered));
        }
        return null;
    }

    /** After a deployment has begun. */
    Watches overtaken(Instant at) {
        return latest == null || latest.overtakenAt() != null
                ? this
                : new Watches(overtaken.plus(latest.overtaken(at)), null);
    }

    /** After a promotion has ended: one that was to be watched is, or is not after all. */
    Watches after(SlotEvent.Ended end, Instant at) {
        if (latest == null || !latest.id().equals(end.id())) {
            return this;
        }
        return new Watches(overtaken, end.outcome() == Outcome.VERIFIED ? latest.begun(at) : null);
    }

    private Watch demanded(PromotionId id, Predicate<Watch> state, String otherwise) {
        return Optional.ofNullable(latest)
                .filter(watch -> watch.id().equals(id))
                .filter(state)
                .orElseThrow(() -> new IllegalStateException(otherwise));
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
