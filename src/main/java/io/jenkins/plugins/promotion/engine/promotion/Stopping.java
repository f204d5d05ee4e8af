package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.StopEvent;

/** Holds a slot, marks a release as bad, and takes both back. */
final class Stopping {
    private Stopping() {}

    static void hold(Draft draft, Command.Hold command) {
        SlotState slot = draft.slot();
        slot.hold().ifPresent(hold -> {
            throw new NotPossibleException(
                    slot.environment() + " is held already, by " + hold.by().display() + ": " + hold.reason());
        });
        Reasons.demand(command.reason(), "A hold needs a reason: what has to happen before the line goes on?");
        draft.add(new StopEvent.Held(command.by(), command.reason()));
    }

    static void lift(Draft draft, Command.LiftHold command) {
        if (draft.slot().hold().isEmpty()) {
            throw new NotPossibleException(draft.slot().environment() + " is not held.");
        }
        Reasons.demand(command.reason(), "Lifting a hold needs a reason: why may the line go on?");
        draft.add(new StopEvent.HoldLifted(command.by(), command.reason()));
    }

    static void quarantine(Draft draft, Command.Quarantine command) {
        Release release = command.release();
        if (isQuarantined(draft.slot(), release.identity())) {
            throw new NotPossibleException(release.version() + " is in quarantine already, set in "
                    + draft.slot().environment() + ".");
        }
        Reasons.demand(command.reason(), "A quarantine needs a reason: what is wrong with " + release.version() + "?");
        draft.add(new StopEvent.Quarantined(release.identity(), release.version(), command.by(), command.reason()));
    }

    /**
     * Puts the release that a rollback leaves into quarantine, if that was asked for. It is recorded before the start: a
     * start without it would forget it, should the record end in between.
     */
    static void quarantineWhatIsLeft(Draft draft, Promotion promotion) {
        Rollback rollback = promotion.requested().rollback();
        if (rollback != null
                && rollback.quarantine()
                && rollback.fromIdentity() != null
                && !isQuarantined(draft.slot(), rollback.fromIdentity())) {
            draft.add(new StopEvent.Quarantined(
                    rollback.fromIdentity(),
                    rollback.fromVersion(),
                    promotion.requested().by(),
                    "Rolled back from with " + promotion.id()
                            + (rollback.reason() == null ? "." : ": " + rollback.reason())));
        }
    }

    static void lift(Draft draft, Command.LiftQuarantine command) {
        if (!isQuarantined(draft.slot(), command.releaseIdentity())) {
            throw new NotPossibleException("There is no quarantine of this release that was set in "
                    + draft.slot().environment() + ".");
        }
        Reasons.demand(command.reason(), "Lifting a quarantine needs a reason: why is the release good after all?");
        draft.add(new StopEvent.QuarantineLifted(command.releaseIdentity(), command.by(), command.reason()));
    }

    private static boolean isQuarantined(SlotState slot, String releaseIdentity) {
        return slot.quarantines().stream().anyMatch(one -> one.releaseIdentity().equals(releaseIdentity));
    }
}
