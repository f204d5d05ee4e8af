package io.jenkins.plugins.promotion.engine.slot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people stopped in a slot: all of it, or single releases. Immutable. */
final class Stops {
    static final Stops NONE = new Stops(null, List.of());

    private final Hold hold;
    private final List<Quarantine> quarantines;

    private Stops(Hold hold, List<Quarantine> quarantines) {
        this.hold = hold;
        this.quarantines = List.copyOf(quarantines);
    }

    Optional<Hold> hold() {
        return Optional.ofNullable(hold);
    }

    List<Quarantine> quarantines() {
        return quarantines;
    }

    /** After an event of a slot; {@code null} when the event is about something else. */
    Stops after(SlotEvent event, Instant at) {
        if (event instanceof SlotEvent.Held held) {
            demand(hold == null, "the slot is held already");
            return new Stops(new Hold(held.by(), held.reason(), at), quarantines);
        } else if (event instanceof SlotEvent.HoldLifted) {
            demand(hold != null, "the slot is not held");
            return new Stops(null, quarantines);
        } else if (event instanceof SlotEvent.Quarantined set) {
            List<Quarantine> more = new ArrayList<>(without(set.releaseIdentity()));
            demand(more.size() == quarantines.size(), set.version() + " is in quarantine already");
            more.add(new Quarantine(set.releaseIdentity(), set.version(), set.by(), set.reason(), at));
            return new Stops(hold, more);
        } else if (event instanceof SlotEvent.QuarantineLifted lifted) {
            List<Quarantine> rest = without(lifted.releaseIdentity());
            demand(rest.size() < quarantines.size(), lifted.releaseIdentity() + " is not in quarantine");
            return new Stops(hold, rest);
        }
        return null;
    }

    private List<Quarantine> without(String releaseIdentity) {
        return quarantines.stream()
                .filter(quarantine -> !quarantine.releaseIdentity().equals(releaseIdentity))
                .toList();
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
