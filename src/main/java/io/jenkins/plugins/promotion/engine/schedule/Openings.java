package io.jenkins.plugins.promotion.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When several timetables are open together. */
public final class Openings {
    /** How far ahead is looked. */
    public static final Duration HORIZON = Duration.ofDays(5 * 366);

    private static final int MOST_STEPS = 5000;

    private Openings() {}

    /** The first moment, not before {@code from}, at which all are open; empty when there is none within the horizon. */
    public static Optional<Instant> next(List<? extends Timetable> timetables, Instant from) {
        Instant moment = from;
        for (int step = 0; step < MOST_STEPS && !moment.isAfter(from.plus(HORIZON)); step++) {
            Instant later = moment;
            for (Timetable timetable : timetables) {
                Phase phase = timetable.at(later);
                if (!phase.open()) {
                    if (phase.until() == null) {
                        return Optional.empty();
                    }
                    later = phase.until();
                }
            }
            if (later.equals(moment)) {
                return Optional.of(moment);
            }
            moment = later;
        }
        return Optional.empty();
    }

    /** Whether they are open together again and again, and not only until some closure that repeats without end. */
    public static boolean areEverOpen(List<? extends Timetable> timetables) {
        Instant settled = timetables.stream()
                .map(Timetable::settledFrom)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return next(timetables, settled).isPresent();
    }
}
