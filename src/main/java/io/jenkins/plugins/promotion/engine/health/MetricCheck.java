package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.util.Objects;

/**
 * A number of a monitoring system that must lie within bounds.
 *
 * @param name source and query where none is given
 * @param source the name of a source that an administrator has configured
 * @param query in the language of the source
 * @param threshold the bounds
 * @param time how long one probe may take
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricCheck(String name, String source, String query, Threshold threshold, Duration time)
        implements Check {
    /** The most characters of a query. */
    public static final int LONGEST_QUERY = 4000;

    /** @throws InvalidValueException naming what is not allowed */
    public MetricCheck {
        if (source == null || source.isBlank()) {
            throw new InvalidValueException("source", source, "it takes the name of a metric source");
        } else if (query == null || query.isBlank() || query.length() > LONGEST_QUERY) {
            throw new InvalidValueException("query", query, "it takes 1 to " + LONGEST_QUERY + " characters");
        }
        Objects.requireNonNull(threshold, "threshold");
        String text = source + ": " + query.strip().replaceAll("\\s+", " ");
        name = Check.named(name, text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME - 1) + "…");
        time = Check.bounded(time);
    }
}
