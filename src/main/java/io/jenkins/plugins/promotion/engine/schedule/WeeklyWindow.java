package io.jenkins.plugins.promotion.engine.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A time of the day on some days of the week, written {@code Tue-Thu 10:00-15:00}, {@code Mon,Wed 9:00-12:00}, {@code
 * Sat-Sun 00:00-24:00} or, past midnight, {@code Fri 22:00-02:00}.
 *
 * @param days on which it begins
 * @param from when it begins
 * @param to when it ends, itself outside: on the same day, or, when it is not after {@code from}, on the next
 */
public record WeeklyWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    private static final String FIELD = "window";
    private static final String WRITTEN =
            "a window is written 'Tue-Thu 10:00-15:00', 'Mon,Wed 09:00-12:00', 'Sat 00:00-24:00' or, past midnight, 'Fri 22:00-02:00'";
    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z]{3,9}(?:\\s*[-,]\\s*[A-Za-z]{3,9}){0,13})\\s+(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");
    private static final int LONGEST = 200;
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final Duration LONGEST_PAST_MIDNIGHT = Duration.ofHours(12);

    /** @throws InvalidValueException without a day, when it is empty, or when it ends before it begins and is no night */
    public WeeklyWindow {
        days = days == null || days.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(days));
        if (days.isEmpty()) {
            throw new InvalidValueException(FIELD, days, WRITTEN);
        }
        boolean midnight = to.equals(LocalTime.MIDNIGHT);
        if (from.equals(to) && !midnight) {
            throw new InvalidValueException(
                    FIELD, text(days, from, to), "it is empty; a whole day is written 00:00-24:00");
        }
        if (to.isBefore(from) && !midnight && length(from, to).compareTo(LONGEST_PAST_MIDNIGHT) > 0) {
            throw new InvalidValueException(
                    FIELD, text(days, from, to), "it ends before it begins; one past midnight lasts 12 hours at most");
        }
    }

    /**
     * Reads the forms above; names of days may be in full, and case does not count.
     *
     * @throws InvalidValueException when the text has another form, or is no window
     */
    @JsonCreator
    public static WeeklyWindow parse(String text) {
        Matcher matcher = FORM.matcher(text == null || text.length() > LONGEST ? "" : text.strip());
        if (!matcher.matches()) {
            throw new InvalidValueException(FIELD, text, WRITTEN);
        }
        int from = minutes(matcher.group(2), matcher.group(3), text);
        int to = minutes(matcher.group(4), matcher.group(5), text);
        if (from == to || from == MINUTES_OF_A_DAY) {
            throw new InvalidValueException(FIELD, text, "it is empty; a whole day is written 00:00-24:00");
        }
        return new WeeklyWindow(days(matcher.group(1), text), time(from), time(to));
    }

    /** When it begins, of the window that begins on this day. */
    LocalDateTime begin(LocalDate day) {
        return day.atTime(from);
    }

    /** When it ends, of the window that begins on this day. */
    LocalDateTime end(LocalDate day) {
        return (to.isAfter(from) ? day : day.plusDays(1)).atTime(to);
    }

    @JsonValue
    @Override
    public String toString() {
        return text(days, from, to);
    }

    private static int minutes(String hour, String minute, String text) {
        int hours = Integer.parseInt(hour);
        int minutes = Integer.parseInt(minute);
        if (minutes > 59 || hours * 60 + minutes > MINUTES_OF_A_DAY) {
            throw new InvalidValueException(FIELD, text, "a time is 00:00 to 24:00");
        }
        return hours * 60 + minutes;
    }

    private static LocalTime time(int minutes) {
        return LocalTime.MIDNIGHT.plusMinutes(minutes);
    }

    private static Duration length(LocalTime from, LocalTime to) {
        Duration difference = Duration.between(from, to);
        return to.isAfter(from) ? difference : difference.plusDays(1);
    }

    private static Set<DayOfWeek> days(String list, String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : list.split(",")) {
            String[] ends = part.strip().split("\\s*-\\s*");
            if (ends.length > 2) {
                throw new InvalidValueException(FIELD, text, WRITTEN);
            }
            DayOfWeek last = day(ends[ends.length - 1], text);
            for (DayOfWeek day = day(ends[0], text); ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return days;
    }

    private static DayOfWeek day(String name, String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name.equalsIgnoreCase(abbreviated(day)) || name.equalsIgnoreCase(day.name())) {
                return day;
            }
        }
        throw new InvalidValueException(
                FIELD, text, "a day is Mon, Tue, Wed, Thu, Fri, Sat or Sun, and '" + name + "' is none");
    }

    private static String text(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        return days(days) + " " + from + "-" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
    }

    /** Three days in a row or more become a range. */
    private static String days(Collection<DayOfWeek> days) {
        List<String> parts = new ArrayList<>();
        List<DayOfWeek> row = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (days.contains(day)) {
                row.add(day);
            }
            if (!row.isEmpty() && (!days.contains(day) || day == DayOfWeek.SUNDAY)) {
                parts.add(
                        row.size() > 2
                                ? abbreviated(row.get(0)) + "-" + abbreviated(row.get(row.size() - 1))
                                : row.stream().map(WeeklyWindow::abbreviated).collect(Collectors.joining(",")));
                row.clear();
            }
        }
        return String.join(",", parts);
    }

    private static String abbreviated(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
