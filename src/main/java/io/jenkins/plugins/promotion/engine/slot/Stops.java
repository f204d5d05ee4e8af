package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What stands beside the promotions of a slot: what people stopped, all of it or single releases, what they found where the
 * record did not know, and the tags of releases. What was lifted is kept for the history. Immutable.
 */
final class Stops {
    static final Stops NONE = new Stops(List.of(), List.of(), Tags.NONE);

    private final List<Stop> all;
    private final List<Acknowledgement> acknowledgements;
    private final Tags tags;
    private final Hold hold;
    private final List<Quarantine> quarantines;

    private Stops(List<Stop> all, List<Acknowledgement> acknowledgements, Tags tags) {
        this.all = List.copyOf(all);
        this.acknowledgements = List.copyOf(acknowledgements);
        this.tags = tags;
        this.hold = inForce(Stop::isHold)
                .map(stop -> new Hold(stop.by(), stop.reason(), stop.since()))
                .orElse(null);
        this.quarantines = all.stream()
                .filter(stop -> !stop.isHold() && stop.isInForce())
                .map(stop ->
                        new Quarantine(stop.releaseIdentity(), stop.version(), stop.by(), stop.reason(), stop.since()))
                .toList();
    }

    Optional<Hold> hold() {
        return Optional.ofNullable(hold);
    }

    List<Quarantine> quarantines() {
        return quarantines;
    }

    /** All that was ever stopped, in order. */
    List<Stop> all() {
        return all;
    }

    List<Acknowledgement> acknowledgements() {
        return acknowledgements;
    }

    Tags tags() {
        return tags;
    }

    Stops with(Tags nowTags) {
        return new Stops(all, acknowledgements, nowTags);
    }

    /** After an event of a slot; {@code null} when the event is about something else. */
    Stops after(SlotEvent event, Instant at) {
        if (event instanceof StopEvent.Held held) {
            demand(hold == null, "the slot is held already");
            return plus(new Stop(null, null, held.by(), held.reason(), at, null));
        } else if (event instanceof StopEvent.HoldLifted lifted) {
            demand(hold != null, "the slot is not held");
            return without(Stop::isHold, lifted.by(), lifted.reason(), at);
        } else if (event instanceof StopEvent.Quarantined set) {
            demand(inForce(of(set.releaseIdentity())).isEmpty(), set.version() + " is in quarantine already");
            return plus(new Stop(set.releaseIdentity(), set.version(), set.by(), set.reason(), at, null));
        } else if (event instanceof StopEvent.QuarantineLifted lifted) {
            demand(
                    inForce(of(lifted.releaseIdentity())).isPresent(),
                    lifted.releaseIdentity() + " is not in quarantine");
            return without(of(lifted.releaseIdentity()), lifted.by(), lifted.reason(), at);
        }
        return null;
    }

    /** After somebody has looked. */
    Stops with(Acknowledgement acknowledgement) {
        List<Acknowledgement> more = new ArrayList<>(acknowledgements);
        more.add(acknowledgement);
        return new Stops(all, more, tags);
    }

    private Stops plus(Stop stop) {
        List<Stop> more = new ArrayList<>(all);
        more.add(stop);
        return new Stops(more, acknowledgements, tags);
    }

    private Stops without(Predicate<Stop> which, Principal by, String reason, Instant at) {
        List<Stop> rest = new ArrayList<>(all);
        rest.replaceAll(stop -> which.test(stop) && stop.isInForce() ? stop.lifted(by, reason, at) : stop);
        return new Stops(rest, acknowledgements, tags);
    }

    private Optional<Stop> inForce(Predicate<Stop> which) {
        return all.stream().filter(stop -> which.test(stop) && stop.isInForce()).findFirst();
    }

    private static Predicate<Stop> of(String releaseIdentity) {
        return stop -> releaseIdentity.equals(stop.releaseIdentity());
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
