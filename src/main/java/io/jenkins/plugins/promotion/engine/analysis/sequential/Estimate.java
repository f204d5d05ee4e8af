package io.jenkins.plugins.promotion.engine.analysis.sequential;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How much the canary differs from the baseline.
 *
 * @param relative whether the numbers are shares of the baseline, 0.1 for 10 per cent more; else they are in its unit
 * @param value the best guess
 * @param low the lower bound, at the level of the test and valid at this look; {@code null} where there is none
 * @param high the upper bound; {@code null} where there is none
 * @param error of averages, the standard error of the value, without the allowance for looking again and again; {@code null}
 *     for others
 * @param noise of averages, the standard deviation of the difference of two of them, in the same unit; {@code null} for others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(boolean relative, double value, Double low, Double high, Double error, Double noise) {
    /** Without what is known of chance. */
    public Estimate(boolean relative, double value, Double low, Double high) {
        this(relative, value, low, high, null, null);
    }

    /** Bounds where they are finite. */
    static Estimate of(boolean relative, double value, double low, double high) {
        return new Estimate(
                relative,
                value,
                Double.isFinite(low) ? (Double) low : null,
                Double.isFinite(high) ? (Double) high : null);
    }

    /** The same, with what is known of chance. */
    Estimate with(double itsError, double itsNoise) {
        return new Estimate(
                relative,
                value,
                low,
                high,
                Double.isFinite(itsError) ? (Double) itsError : null,
                Double.isFinite(itsNoise) ? (Double) itsNoise : null);
    }
}
