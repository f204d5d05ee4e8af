package io.jenkins.plugins.promotion.engine.analysis.sequential;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How much the canary differs from the baseline.
 *
 * @param relative whether the numbers are shares of the baseline, 0.1 for 10 per cent more; else they are in its unit
 * @param value the best guess
 * @param low the lower bound, at the level of the test and valid at this look; {@code null} where there is none
 * @param high the upper bound; {@code null} where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(boolean relative, double value, Double low, Double high) {
    /** Bounds where they are finite. */
    static Estimate of(boolean relative, double value, double low, double high) {
        return new Estimate(
                relative,
                value,
                Double.isFinite(low) ? (Double) low : null,
                Double.isFinite(high) ? (Double) high : null);
    }
}
