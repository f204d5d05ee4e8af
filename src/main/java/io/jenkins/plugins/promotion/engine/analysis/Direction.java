package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import java.util.List;

/** Which change of a metric is harm. */
public enum Direction {
    /** Higher is worse, as with latencies and errors. */
    INCREASE(List.of(Side.UP)),
    /** Lower is worse, as with orders a minute. */
    DECREASE(List.of(Side.DOWN)),
    /** Both are. */
    EITHER(List.of(Side.UP, Side.DOWN));

    private final List<Side> harmful;

    Direction(List<Side> harmful) {
        this.harmful = harmful;
    }

    /** The sides of the baseline on which the canary must not be. */
    public List<Side> harmful() {
        return harmful;
    }
}
