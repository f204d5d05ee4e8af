package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;

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
        draft.add(new SlotEvent.Held(command.by(), command.reason()));
    }

    static void lift(Draft draft, Command.LiftHold command) {
        if (draft.slot().hold().isEmpty()) {
            throw new NotPossibleException(draft.slot().environment() + " is not held.");
        }
        Reasons.demand(command.reason(), "Lifting a hold needs a reason: why may the line go on?");
        draft.add(new SlotEvent.HoldLifted(command.by(), command.reason()));
    }

    static void quarantine(Draft draft, Command.Quarantine command) {
        Release release = command.release();
        if (isQuarantined(draft.slot(), release.identity())) {
            throw new NotPossibleException(release.version() + " is in quarantine already, set in "
                    + draft.slot().environment() + ".");
        }
        Reasons.demand(command.reason(), "A quarantine needs a reason: what is wrong with " + release.version() + "?");
        draft.add(new SlotEvent.Quarantined(release.identity(), release.version(), command.by(), command.reason()));
    }

    static void lift(Draft draft, Command.LiftQuarantine command) {
        if (!isQuarantined(draft.slot(), command.releaseIdentity())) {
            throw new NotPossibleException("There is no quarantine of this release that was set in "
                    + draft.slot().environment() + ".");
        }
        Reasons.demand(command.reason(), "Lifting a quarantine needs a reason: why is the release good after all?");
        draft.add(new SlotEvent.QuarantineLifted(command.releaseIdentity(), command.by(), command.reason()));
    }

    private static boolean isQuarantined(SlotState slot, String releaseIdentity) {
        return slot.quarantines().stream().anyMatch(one -> one.releaseIdentity().equals(releaseIdentity));
    }
}
