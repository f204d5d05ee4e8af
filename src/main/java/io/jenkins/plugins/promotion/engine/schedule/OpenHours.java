package io.jenkins.plugins.promotion.engine.schedule;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Open within weekly windows, closed else. Windows that meet or overlap are one opening.
 *
 * <p>A window begins and ends when the clocks of the zone show its times. Where a change of the clocks swallows the whole
 * day of a window, or leaves nothing of it, there is none that day.
 *
 * @param zone whose clocks
 * @param windows one to {@value #MOST_WINDOWS}
 */
public record OpenHours(ZoneName zone, List<WeeklyWindow> windows) implements Timetable {
    private static final int MOST_WINDOWS = 50;
    private static final int DAYS_AHEAD = 16;
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int MINUTES_OF_A_WEEK = 7 * MINUTES_OF_A_DAY;
    private static final LocalDate ANY_DAY = LocalDate.EPOCH;

    /** @throws InvalidValueException without a zone, or without a window: what never opens is a mistake */
    public OpenHours {
        if (zone == null) {
            throw new InvalidValueException("zone", null, "windows have a time zone, such as Europe/Berlin or UTC");
        }
        windows = windows == null ? List.of() : windows.stream().distinct().toList();
        if (windows.isEmpty() || windows.size() > MOST_WINDOWS) {
            throw new InvalidValueException(
                    "windows", windows, "without a window it never opens; it takes 1 to " + MOST_WINDOWS);
        }
    }

    @Override
    public Phase at(Instant moment) {
        Instant openUntil = null;
        for (Opening opening : around(zone.local(moment).toLocalDate())) {
            if (openUntil == null) {
                if (opening.begin().isAfter(moment)) {
                    return new Phase(false, opening.begin());
                } else if (opening.end().isAfter(moment)) {
                    openUntil = opening.end();
                }
            } else if (opening.begin().isAfter(openUntil)) {
                return new Phase(true, openUntil);
            } else if (opening.end().isAfter(openUntil)) {
                openUntil = opening.end();
            }
        }
        return new Phase(openUntil != null, null);
    }

    @Override
    public Instant settledFrom() {
        return Instant.EPOCH;
    }

    /** Whether it is open only when the other is; of other zones that is not told, and answered with no. */
    public boolean isWithin(OpenHours other) {
        BitSet minutes = minutes();
        minutes.andNot(other.minutes());
        return zone.equals(other.zone) && minutes.isEmpty();
    }

    /** The minutes of the week, from Monday, at which it is open by the clock. */
    private BitSet minutes() {
        BitSet minutes = new BitSet(MINUTES_OF_A_WEEK);
        for (WeeklyWindow window : windows) {
            for (DayOfWeek day : window.days()) {
                int from = day.ordinal() * MINUTES_OF_A_DAY + window.from().toSecondOfDay() / 60;
                int length = (int) Duration.between(window.begin(ANY_DAY), window.end(ANY_DAY))
                        .toMinutes();
                for (int minute = from; minute < from + length; minute++) {
                    minutes.set(minute % MINUTES_OF_A_WEEK);
                }
            }
        }
        return minutes;
    }

    /** For people, such as {@code Tue-Thu 10:00-15:00 (America/Los_Angeles)}. */
    @Override
    public String toString() {
        return windows.stream().map(WeeklyWindow::toString).collect(Collectors.joining(" or ")) + " (" + zone + ")";
    }

    private List<Opening> around(LocalDate today) {
        List<Opening> openings = new ArrayList<>();
        for (LocalDate day = today.minusDays(2); day.isBefore(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            for (WeeklyWindow window : windows) {
                if (window.days().contains(day.getDayOfWeek())) {
                    Instant begin = zone.instant(window.begin(day));
                    Instant end = zone.instant(window.end(day));
                    if (begin.isBefore(end) && zone.local(begin).toLocalDate().equals(day)) {
                        openings.add(new Opening(begin, end));
                    }
                }
            }
        }
        openings.sort(Comparator.comparing(Opening::begin));
        return openings;
    }

    private record Opening(Instant begin, Instant end) {}
}
