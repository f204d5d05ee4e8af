package io.jenkins.plugins.promotion.cli;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment with the zone in which it is meant: {@code 2026-12-24T16:00[America/Los_Angeles]}, or with an offset, such as
 * {@code 2026-12-25T00:00Z}.
 *
 * @param at when
 * @param zone whose clocks are shown
 */
record At(Instant at, ZoneName zone) {
    private static final Pattern FORM = Pattern.compile("([^\\[\\]]{1,40})(?:\\[([^\\]]{1,64})\\])?");
    private static final ZoneName UTC = new ZoneName("UTC");

    /** Now, or what is written; {@code null} is now. */
    static At of(String text) {
        if (text == null) {
            return new At(Instant.now(), UTC);
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text);
        }
        ZoneName zone = matcher.group(2) == null ? UTC : new ZoneName(matcher.group(2));
        try {
            if (matcher.group(2) == null) {
                return new At(OffsetDateTime.parse(matcher.group(1)).toInstant(), zone);
            }
            return new At(zone.instant(LocalDateTime.parse(matcher.group(1))), zone);
        } catch (DateTimeException e) {
            throw wrong(text);
        }
    }

    private static InvalidValueException wrong(String text) {
        return new InvalidValueException(
                "at",
                text,
                "it takes a time with a zone, such as 2026-12-24T16:00[America/Los_Angeles] or 2026-12-25T00:00Z");
    }
}
