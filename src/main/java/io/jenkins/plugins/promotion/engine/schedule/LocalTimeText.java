package io.jenkins.plugins.promotion.engine.schedule;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Times of a clock on the wall as people write them here: {@code 2026-12-18T17:00}, or a date for its midnight. */
public final class LocalTimeText {
    /** What is allowed, as the rest of a sentence. */
    public static final String ALLOWED = "it takes a local time, such as 2026-12-18T17:00, or a date";

    private LocalTimeText() {}

    /**
     * Reads a local time; a blank may stand for the {@code T}.
     *
     * @param field named in the error
     * @throws InvalidValueException when the text is of another form, or there is no such day or time
     */
    public static LocalDateTime parse(String field, String text) {
        try {
            String trimmed = text == null ? "" : text.strip().replace(' ', 'T');
            return trimmed.indexOf('T') < 0 ? LocalDate.parse(trimmed).atStartOfDay() : LocalDateTime.parse(trimmed);
        } catch (DateTimeException e) {
            throw new InvalidValueException(field, text, ALLOWED);
        }
    }
}
