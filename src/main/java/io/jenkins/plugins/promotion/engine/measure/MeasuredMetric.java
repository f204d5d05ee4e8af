package io.jenkins.plugins.promotion.engine.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.util.Objects;

/**
 * A metric and where its numbers come from.
 *
 * @param metric how it is judged
 * @param source the name of a metric source that an administrator has configured
 * @param questions what that is asked
 * @param resolution how far apart the points of samples and of series are that are asked for; where it is {@code null},
 *     {@link #DEFAULT_RESOLUTION} for samples, and one point at the end of the interval for series
 * @param unit in which people read its values, such as {@code ms}; {@code null} for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredMetric(Metric metric, String source, Questions questions, Duration resolution, String unit) {
    /** A common distance of scrapes. */
    public static final Duration DEFAULT_RESOLUTION = Duration.ofSeconds(15);

    private static final int LONGEST_UNIT = 20;

    /** @throws InvalidValueException naming what is not allowed */
    public MeasuredMetric {
        Objects.requireNonNull(metric, "metric");
        if (source == null || source.isBlank()) {
            throw new InvalidValueException(
                    "source of '" + metric.name() + "'", source, "it takes the name of a metric source");
        }
        Objects.requireNonNull(questions, "questions");
        questions.check(metric.name(), metric.kind());
        if (resolution != null && (resolution.isNegative() || resolution.toMillis() < 1_000)) {
            throw new InvalidValueException(
                    "resolution of '" + metric.name() + "'", resolution, "it takes a duration of 1s or more");
        }
        if (unit != null && (unit.isBlank() || unit.length() > LONGEST_UNIT)) {
            throw new InvalidValueException(
                    "unit of '" + metric.name() + "'", unit, "it takes 1 to " + LONGEST_UNIT + " characters");
        }
    }

    /** How far apart its points are asked for in an interval of that length. */
    Duration step(Duration interval) {
        if (resolution == null && metric.kind() == MetricKind.SERIES) {
            return interval;
        }
        Duration wanted = resolution == null ? DEFAULT_RESOLUTION : resolution;
        return wanted.compareTo(interval) > 0 ? interval : wanted;
    }
}
