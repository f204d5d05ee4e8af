package io.jenkins.plugins.promotion.engine.simulation;

import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/**
 * What is wrong with a release.
 *
 * @param metric which metric changes, {@code null} where none does
 * @param change of its level, as a share of it: 0.1 for 10 per cent more
 */
public record Regression(String metric, double change) {
    /** A release as good as the one before. */
    public static final Regression NONE = new Regression(null, 0);

    /** @throws InvalidValueException for a change that leaves nothing, or is none */
    public Regression {
        if (metric != null && (!(change > -1) || change == 0 || change > 100)) {
            throw new InvalidValueException(
                    "change of '" + metric + "'",
                    change,
                    "it takes a share of the level above -100%, at most 10000%, but not 0");
        }
    }

    boolean isOf(Metric other) {
        return other.name().equals(metric);
    }

    /** What the level of a metric is multiplied by. */
    double factor(Metric of) {
        return isOf(of) ? 1 + change : 1;
    }

    /** Whether it is harm beyond the tolerance: whether to stop the rollout would be right. */
    public boolean isHarm(Metric of) {
        if (!isOf(of)) {
            return false;
        } else if (of.kind() == MetricKind.THRESHOLD) {
            return true;
        }
        return change > 0
                ? of.direction() != Direction.DECREASE && change > of.tolerance()
                : of.direction() != Direction.INCREASE && -change > of.tolerance();
    }
}
