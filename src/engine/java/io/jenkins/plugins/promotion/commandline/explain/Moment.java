package io.jenkins.plugins.promotion.commandline.explain;

import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment with the zone in which it is meant: {@code 2026-12-24T16:00[America/Los_Angeles]}, with an offset before the
 * bracket, or, for UTC, {@code 2026-12-25T00:00Z}.
 *
 * @param at when
 * @param zone whose clocks are shown
 */
record Moment(Instant at, ZoneName zone) {
    static final ZoneName UTC = new ZoneName("UTC");

    private static final Pattern FORM = Pattern.compile("([^\\[\\]]{1,40})(?:\\[([^\\]]{1,64})\\])?");

    /** @throws InvalidInputException when the text has another form */
    static Moment parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text);
        }
        String time = matcher.group(1);
        boolean hasOffset = time.matches(".*T.*(Z|[+-]\\d{2}:\\d{2})");
        if (matcher.group(2) == null && !hasOffset) {
            throw wrong(text);
        }
        try {
            ZoneName zone = matcher.group(2) == null ? UTC : new ZoneName(matcher.group(2));
            Instant at = hasOffset
                    ? OffsetDateTime.parse(time).toInstant()
                    : zone.instant(time.indexOf('T') < 0 ? LocalDate.parse(time).atStartOfDay() : LocalDateTime.parse(time));
            return new Moment(at, zone);
        } catch (InvalidValueException e) {
            throw new InvalidInputException("--at: " + e.getMessage());
        } catch (DateTimeException e) {
            throw wrong(text);
        }
    }

    private static InvalidInputException wrong(String text) {
        return new InvalidInputException("--at: "
                + new InvalidValueException("time", text, "it takes a time with a zone, such as 2026-12-24T16:00[America/Los_Angeles] or 2026-12-25T00:00Z")
                        .getMessage());
    }
}
