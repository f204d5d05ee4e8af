package io.jenkins.plugins.promotion.engine.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads {@code Retry-After}: seconds or a date, RFC 9110 section 10.2.3. */
public final class RetryAfter {
    /** The longest wait that is believed. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** When to try again: not before now, not later than {@link #LONGEST} from now; empty when the text is neither form. */
    public static Optional<Instant> at(String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        String value = text.strip();
        if (value.matches("\\d{1,18}")) {
            return Optional.of(now.plusSeconds(Math.min(Long.parseLong(value), LONGEST.toSeconds())));
        }
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Instant latest = now.plus(LONGEST);
            return Optional.of(at.isBefore(now) ? now : at.isAfter(latest) ? latest : at);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
