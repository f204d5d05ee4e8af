package io.jenkins.plugins.promotion.engine.analysis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/**
 * What is measured, and when a change of it is harm.
 *
 * @param name unique in its plan
 * @param kind what it consists of
 * @param judge by which tests
 * @param direction which change is harm
 * @param tolerance how much of a change is none, as a share of the baseline
 * @param critical whether harm fails the rollout; else it makes the analysis inconclusive, so that a person looks at it
 * @param weight its part of the error level, in proportion to the other metrics
 * @param earlyPass whether it may pass before the end, once harm beyond the tolerance is excluded
 * @param anyShape for samples: whether changes of any shape are looked for too, with a tenth of its level
 * @param minimum how many events a side must have had, 0 for the default of its kind
 * @param lower bound of a threshold, {@code null} for none
 * @param upper bound of a threshold, {@code null} for none
 * @param allowed how many values of a threshold may be out of bounds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Metric(
        String name,
        MetricKind kind,
        Judge judge,
        Direction direction,
        double tolerance,
        boolean critical,
        double weight,
        boolean earlyPass,
        boolean anyShape,
        long minimum,
        Double lower,
        Double upper,
        int allowed) {
    private static final int LONGEST_NAME = 100;
    private static final double LARGEST_TOLERANCE = 10;

    /** @throws InvalidValueException for what is out of range, or does not go together */
    public Metric {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME || !name.equals(name.strip())) {
            throw new InvalidValueException(
                    "metric", name, "it takes one line of 1 to " + LONGEST_NAME + " characters without outer blanks");
        }
        judge = judge == null ? Judge.SEQUENTIAL : judge;
        direction = direction == null ? Direction.EITHER : direction;
        if (kind == null) {
            throw new InvalidValueException(
                    "kind of '" + name + "'", null, "it takes rate, samples, series or threshold");
        }
        if (!(tolerance >= 0) || tolerance > LARGEST_TOLERANCE || (tolerance >= 1 && direction != Direction.INCREASE)) {
            throw new InvalidValueException(
                    "tolerance of '" + name + "'",
                    tolerance,
                    "it takes a share of the baseline from 0 to "
                            + (direction == Direction.INCREASE ? "10" : "less than 1"));
        }
        if (!(weight > 0) || weight > 1e6) {
            throw new InvalidValueException(
                    "weight of '" + name + "'", weight, "it takes a number above 0, at most 1000000");
        }
        if (minimum < 0) {
            throw new InvalidValueException("minimum of '" + name + "'", minimum, "it takes 0 or more");
        }
        if (kind == MetricKind.THRESHOLD) {
            if (lower == null && upper == null) {
                throw new InvalidValueException(
                        "bounds of '" + name + "'", null, "a threshold has a lower or an upper bound");
            }
            if (lower != null && upper != null && !(lower <= upper)) {
                throw new InvalidValueException(
                        "bounds of '" + name + "'", lower, "the lower bound is at most the upper one, " + upper);
            }
            if (allowed < 0) {
                throw new InvalidValueException("allowed of '" + name + "'", allowed, "it takes 0 or more");
            }
        }
        if (judge == Judge.WINDOW && (kind == MetricKind.RATE || kind == MetricKind.THRESHOLD)) {
            throw new InvalidValueException("judge of '" + name + "'", "window", "it judges samples and series");
        }
        if (judge == Judge.INDEPENDENT && kind != MetricKind.SERIES) {
            throw new InvalidValueException("judge of '" + name + "'", "independent", "it judges series");
        }
    }

    /** A critical metric with the default judge, no tolerance and weight 1. */
    public static Metric of(String name, MetricKind kind, Direction direction) {
        return new Metric(name, kind, Judge.SEQUENTIAL, direction, 0, true, 1, false, false, 0, null, null, 0);
    }

    /** A critical threshold that no value may cross. */
    public static Metric threshold(String name, Double lower, Double upper) {
        return new Metric(
                name,
                MetricKind.THRESHOLD,
                Judge.SEQUENTIAL,
                Direction.EITHER,
                0,
                true,
                1,
                false,
                false,
                0,
                lower,
                upper,
                0);
    }

    /** The same with another tolerance. */
    public Metric withTolerance(double other) {
        return new Metric(
                name, kind, judge, direction, other, critical, weight, earlyPass, anyShape, minimum, lower, upper,
                allowed);
    }

    /** The same with another judge. */
    public Metric withJudge(Judge other) {
        return new Metric(
                name, kind, other, direction, tolerance, critical, weight, earlyPass, anyShape, minimum, lower, upper,
                allowed);
    }

    /** The same with another weight. */
    public Metric withWeight(double other) {
        return new Metric(
                name, kind, judge, direction, tolerance, critical, other, earlyPass, anyShape, minimum, lower, upper,
                allowed);
    }

    /** The same, critical or not. */
    public Metric withCritical(boolean other) {
        return new Metric(
                name, kind, judge, direction, tolerance, other, weight, earlyPass, anyShape, minimum, lower, upper,
                allowed);
    }

    /** The same, which may pass early or not. */
    public Metric withEarlyPass(boolean other) {
        return new Metric(
                name, kind, judge, direction, tolerance, critical, weight, other, anyShape, minimum, lower, upper,
                allowed);
    }

    /** The same, which looks for changes of any shape or not. */
    public Metric withAnyShape(boolean other) {
        return new Metric(
                name, kind, judge, direction, tolerance, critical, weight, earlyPass, other, minimum, lower, upper,
                allowed);
    }

    /** The same with another minimum of events. */
    public Metric withMinimum(long other) {
        return new Metric(
                name, kind, judge, direction, tolerance, critical, weight, earlyPass, anyShape, other, lower, upper,
                allowed);
    }

    /** How many events a side must have had before it counts as measured. */
    @JsonIgnore
    public long enough() {
        if (minimum > 0) {
            return minimum;
        }
        return switch (kind) {
            case SAMPLES -> 50;
            case RATE -> 100;
            case SERIES -> 10;
            case THRESHOLD -> 3;
        };
    }
}
