package io.jenkins.plugins.promotion.engine.simulation;

import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/**
 * How a metric usually is.
 *
 * @param metric how it is judged
 * @param level of the release before: the share of bad events, the mean of the values
 * @param noise the standard deviation as a share of the level: of single values of samples; of a series or a threshold, of
 *     the average over an interval of all of the traffic
 * @param memory the correlation of an average with the one before, for series and thresholds
 * @param dispersion how many times as much as independent events the bad events of an interval vary; 1 or more
 * @param measured which share of the requests is in the metric: 1 for all of them
 */
public record MetricModel(
        Metric metric, double level, double noise, double memory, double dispersion, double measured) {
    private static final double MOST_NOISE = 10;
    private static final double MOST_MEMORY = 0.95;
    private static final double MOST_DISPERSION = 100;

    /** @throws InvalidValueException for what is out of range */
    public MetricModel {
        if (!(level > 0) || Double.isInfinite(level)) {
            throw wrong("level", metric, level, "it takes a number above 0");
        }
        if (metric.kind() == MetricKind.RATE && level >= 1) {
            throw wrong("level", metric, level, "of a rate it is the share of bad events, above 0 and below 1");
        }
        if (!(noise >= 0) || noise > MOST_NOISE) {
            throw wrong("noise", metric, noise, "it takes a share of the level from 0 to " + MOST_NOISE);
        }
        if (metric.kind() == MetricKind.SAMPLES && noise == 0) {
            throw wrong(
                    "noise",
                    metric,
                    noise,
                    "single values differ; it takes their standard deviation as a share of the level");
        }
        if (!(memory >= 0) || memory > MOST_MEMORY) {
            throw wrong("autocorrelation", metric, memory, "it takes 0 to " + MOST_MEMORY);
        }
        if (!(dispersion >= 1) || dispersion > MOST_DISPERSION) {
            throw wrong("dispersion", metric, dispersion, "it takes 1 to " + MOST_DISPERSION);
        }
        if (!(measured > 0) || measured > 1) {
            throw wrong("measured", metric, measured, "it takes a share of the requests above 0, at most 1");
        }
    }

    private static InvalidValueException wrong(String field, Metric metric, double value, String allowed) {
        return new InvalidValueException(field + " of '" + metric.name() + "'", value, allowed);
    }

    /** The standard deviation of the logarithm of values with this noise, where they are lognormal. */
    double logDeviation() {
        return Math.sqrt(Math.log1p(noise * noise));
    }
}
