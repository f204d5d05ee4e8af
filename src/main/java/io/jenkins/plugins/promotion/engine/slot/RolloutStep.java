package io.jenkins.plugins.promotion.engine.slot;

import java.util.Objects;

/**
 * A step of a rollout as it was planned.
 *
 * @param weight what the release is to have, in per cent
 * @param phase what its body is to do, in the word that the body sees
 * @param bakeSeconds how long it is to stand
 */
public record RolloutStep(int weight, String phase, long bakeSeconds) {
    /** Needs a phase. */
    public RolloutStep {
        Objects.requireNonNull(phase, "phase");
    }
}
