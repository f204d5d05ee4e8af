package io.jenkins.plugins.promotion.engine.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.FreeText;

/**
 * What an interval brought of one metric, for people: a rate, an average, a value.
 *
 * @param metric its name
 * @param canary {@code null} where it is missing
 * @param baseline {@code null} where it is missing, or there is none
 * @param failure why the source did not answer, {@code null} where it did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Levels(String metric, Double canary, Double baseline, String failure) {
    private static final int LONGEST_FAILURE = 300;

    static Levels of(String metric, double canary, double baseline) {
        return new Levels(metric, finite(canary), finite(baseline), null);
    }

    static Levels failed(String metric, String failure) {
        return new Levels(metric, null, null, FreeText.of(failure, LONGEST_FAILURE));
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    /** The mean of both; what one of them has, where the other has none. */
    Levels with(Levels other) {
        return new Levels(
                metric,
                mean(canary, other.canary),
                mean(baseline, other.baseline),
                failure == null ? other.failure : failure);
    }

    private static Double mean(Double one, Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return (one + other) / 2;
    }
}
