package io.jenkins.plugins.promotion.engine.analysis;

import java.util.Optional;

/** Judges the canary alone, by bounds: no test, and no part of the error level. */
final class ThresholdJudge extends MetricJudge {
    ThresholdJudge(Metric metric) {
        super(metric);
    }

    @Override
    void take(Observation observation) {
        if (!(observation instanceof Observation.Level level)) {
            throw new IllegalArgumentException(metric().name() + " is judged on values of the canary alone");
        }
        boolean there = Double.isFinite(level.canary());
        tally().points(1, there ? 0 : 1);
        if (there) {
            boolean out = (metric().lower() != null && level.canary() < metric().lower())
                    || (metric().upper() != null && level.canary() > metric().upper());
            tally().canary(1, out ? 1 : 0, level.canary());
        }
    }

    @Override
    void lookAtIt() {
        // All that counts is in the tally.
    }

    @Override
    Optional<Reason> harm(boolean atEnd) {
        return tally().canaryBad() > metric().allowed() ? Optional.of(Reason.OUT_OF_BOUNDS) : Optional.empty();
    }

    @Override
    boolean harmIsExcluded() {
        return false;
    }

    @Override
    Evidence evidence() {
        return new Evidence(
                "Bounds",
                tally().looks(),
                tally().canaryEvents(),
                0,
                tally().canaryBad(),
                null,
                tally().canaryLevel(),
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    MetricState state() {
        return MetricState.ofThreshold(tally().state());
    }
}
