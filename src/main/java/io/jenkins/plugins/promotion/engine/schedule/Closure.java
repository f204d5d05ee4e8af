package io.jenkins.plugins.promotion.engine.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Closed for a while, once or again and again; open else.
 *
 * <p>Begin and end are what clocks show: a closure of twelve hours that begins at noon ends at midnight, also in a night in
 * which the clocks change. Closures that meet or overlap are one.
 *
 * @param zone whose clocks
 * @param from when it begins, the first time
 * @param length from its beginning to its end by the clock
 * @param repeat how it repeats, {@code null} when it does not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Closure(ZoneName zone, LocalDateTime from, Duration length, Recurrence repeat) implements Timetable {
    private static final Duration LONGEST = Duration.ofDays(3660);
    private static final int MOST_IN_ONE = 1000;
    private static final int MOST_COUNTED = 20_000;

    /** @throws InvalidValueException without a zone or a beginning, or when it ends before it begins or never occurs */
    public Closure {
        if (zone == null) {
            throw new InvalidValueException("zone", null, "a freeze has a time zone, such as Europe/Berlin or UTC");
        }
        if (from == null || from.getYear() < 1970 || from.getYear() > 9000) {
            throw new InvalidValueException("from", from, "a freeze begins at a local time, such as 2026-12-18T17:00");
        }
        from = from.truncatedTo(ChronoUnit.SECONDS);
        if (length == null || length.toSeconds() <= 0 || length.compareTo(LONGEST) > 0) {
            throw new InvalidValueException(
                    "length",
                    length,
                    "a freeze ends after it begins, and after " + LONGEST.toDays() + " days at the latest");
        }
        length = length.truncatedTo(ChronoUnit.SECONDS);
        if (repeat != null && !repeat.occurrences(zone, from, from).hasNext()) {
            throw new InvalidValueException("repeat", repeat, "it never occurs");
        }
    }

    /**
     * From one local time to another.
     *
     * @throws InvalidValueException as the constructor
     */
    public static Closure between(ZoneName zone, LocalDateTime from, LocalDateTime to, Recurrence repeat) {
        if (from != null && to != null && !to.isAfter(from)) {
            throw new InvalidValueException("to", to, "a freeze ends after it begins, which is " + from);
        }
        return new Closure(zone, from, from == null || to == null ? null : Duration.between(from, to), repeat);
    }

    @Override
    public Phase at(Instant moment) {
        Instant closedUntil = null;
        Iterator<LocalDateTime> begins = begins(zone.local(moment).minus(length).minusDays(2));
        for (int i = 0; i < MOST_IN_ONE && begins.hasNext(); i++) {
            LocalDateTime next = begins.next();
            Instant begin = zone.instant(next);
            Instant end = zone.instant(next.plus(length));
            if (closedUntil == null) {
                if (begin.isAfter(moment)) {
                    return new Phase(true, begin);
                } else if (end.isAfter(moment)) {
                    closedUntil = end;
                }
            } else if (begin.isAfter(closedUntil)) {
                return new Phase(false, closedUntil);
            } else if (end.isAfter(closedUntil)) {
                closedUntil = end;
            }
        }
        return begins.hasNext() ? new Phase(closedUntil == null, null) : new Phase(closedUntil == null, closedUntil);
    }

    @Override
    public Instant settledFrom() {
        LocalDateTime last = from;
        if (repeat != null && !repeat.isEndless()) {
            Iterator<LocalDateTime> begins = begins(from);
            for (int i = 0; i < MOST_COUNTED && begins.hasNext(); i++) {
                last = begins.next();
            }
        }
        return zone.instant(last.plus(length));
    }

    /**
     * Whether it is closed whenever the other is. Of closures that repeat that is told only when they begin at the same
     * times, and else answered with no.
     */
    public boolean covers(Closure other) {
        if (repeat == null && other.repeat == null) {
            return !zone.instant(from).isAfter(other.zone.instant(other.from))
                    && !zone.instant(from.plus(length)).isBefore(other.zone.instant(other.from.plus(other.length)));
        }
        return zone.equals(other.zone)
                && from.equals(other.from)
                && Objects.equals(repeat, other.repeat)
                && length.compareTo(other.length) >= 0;
    }

    /** For people, such as {@code 2026-12-18T17:00 to 2027-01-04T09:00 (Europe/Berlin)}. */
    @Override
    public String toString() {
        return from + " to " + from.plus(length) + (repeat == null ? "" : ", " + repeat) + " (" + zone + ")";
    }

    private Iterator<LocalDateTime> begins(LocalDateTime after) {
        return repeat == null ? List.of(from).iterator() : repeat.occurrences(zone, from, after);
    }
}
