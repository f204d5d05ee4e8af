package io.jenkins.plugins.promotion.engine.measure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * By what canaries are compared with their baseline.
 *
 * @param name how rollouts name it
 * @param alpha the probability, at most, that a canary without harm fails: over all metrics, steps, looks and directions
 * @param interval how far apart looks are, where the rollout says nothing else
 * @param metrics what is measured, 1 to {@value #MOST_METRICS}; their names differ
 */
public record AnalysisDefinition(String name, double alpha, Duration interval, List<MeasuredMetric> metrics) {
    /** The most metrics of one analysis. */
    public static final int MOST_METRICS = 30;
    /** Below this the sources would be asked all the time. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    /** Above this nothing would be found in time. */
    public static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    /** One false alarm in a hundred rollouts. */
    public static final double DEFAULT_ALPHA = 0.01;
    /** A common length of time in which something happens. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** @throws InvalidValueException naming what is not allowed */
    public AnalysisDefinition {
        checkName(name);
        checkInterval(interval);
        metrics = metrics == null ? List.of() : List.copyOf(metrics);
        if (metrics.size() > MOST_METRICS) {
            throw new InvalidValueException(
                    "metrics", metrics.size() + " metrics", "an analysis has 1 to " + MOST_METRICS);
        }
        plan(alpha, 0, 1, metrics);
        for (MeasuredMetric metric : metrics) {
            if (metric.resolution() != null && metric.resolution().compareTo(interval) > 0) {
                throw new InvalidValueException(
                        "resolution of '" + metric.metric().name() + "'",
                        DurationText.format(metric.resolution()),
                        "it is at most the interval of " + DurationText.format(interval));
            }
        }
    }

    /** @throws InvalidValueException when it is no name of an analysis */
    public static void checkName(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "name",
                    name,
                    "a name has 1 to 63 letters, digits, '.', '_' and '-', and begins with one of the first two");
        }
    }

    /** @throws InvalidValueException when no looks can be so far apart */
    public static void checkInterval(Duration interval) {
        if (interval == null || interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new InvalidValueException(
                    "interval",
                    interval == null ? null : DurationText.format(interval),
                    "it takes " + DurationText.format(SHORTEST_INTERVAL) + " to "
                            + DurationText.format(LONGEST_INTERVAL));
        }
    }

    /** The same, looked at with another interval. */
    public AnalysisDefinition every(Duration other) {
        return new AnalysisDefinition(name, alpha, other, metrics);
    }

    /**
     * What the judges are told.
     *
     * @param looks how many are declared, as {@link #looks} counts them
     * @param conclusions in how many steps is compared
     */
    @JsonIgnore
    public AnalysisPlan plan(int looks, int conclusions) {
        return plan(alpha, looks, conclusions, metrics);
    }

    private static AnalysisPlan plan(double alpha, int looks, int conclusions, List<MeasuredMetric> metrics) {
        return new AnalysisPlan(
                alpha,
                looks,
                conclusions,
                metrics.stream().map(MeasuredMetric::metric).toList());
    }

    /**
     * How many looks a rollout will take, so that the cheaper boundary holds; 0 where they are too many to be declared.
     *
     * @param bakes how long each step with a baseline lasts
     * @throws InvalidValueException when the interval is longer than a step that is judged by it
     */
    public int looks(List<Duration> bakes) {
        long looks = 0;
        for (Duration bake : bakes) {
            if (bake.compareTo(interval) < 0) {
                throw new InvalidValueException(
                        "interval",
                        DurationText.format(interval),
                        "it is at most the bake time of each step, here " + DurationText.format(bake));
            }
            looks += Spans.of(bake, interval);
        }
        return looks > AnalysisPlan.MOST_DECLARED_LOOKS ? 0 : (int) looks;
    }

    /**
     * Refuses to compare where there is nothing to compare with: it would be measured and say nothing.
     *
     * @throws InvalidValueException when a metric is not of bounds alone
     */
    public void demandBoundsOnly() {
        for (MeasuredMetric metric : metrics) {
            if (metric.metric().kind() != MetricKind.THRESHOLD) {
                throw new InvalidValueException(
                        "analysis",
                        name,
                        "'" + metric.metric().name() + "' compares canary and baseline, and no step of this rollout has"
                                + " both; bounds on the canary alone can be looked at");
            }
        }
    }
}
