package io.jenkins.plugins.promotion.engine.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them here: {@code 30s}, {@code 10m}, {@code 2h}, {@code 1d}, {@code 1h30m}. */
public final class DurationText {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

    private DurationText() {}

    /**
     * Reads a duration; a day has 24 hours.
     *
     * @param field named in the error
     * @throws InvalidValueException when the text is empty or not of the form above
     */
    public static Duration parse(String field, String text) {
        String trimmed = text == null ? "" : text.strip();
        Matcher matcher = FORM.matcher(trimmed);
        if (trimmed.isEmpty() || !matcher.matches()) {
            throw new InvalidValueException(field, text, "a duration is written 30s, 10m, 2h, 1d or 1h30m");
        }
        return Duration.ofDays(number(matcher.group(1)))
                .plusHours(number(matcher.group(2)))
                .plusMinutes(number(matcher.group(3)))
                .plusSeconds(number(matcher.group(4)));
    }

    /**
     * The shortest text that {@link #parse} reads back to the same duration, in whole seconds. A negative one, as from a
     * clock that was set back, is {@code 0s}.
     */
    public static String format(Duration duration) {
        if (duration.toSeconds() <= 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
