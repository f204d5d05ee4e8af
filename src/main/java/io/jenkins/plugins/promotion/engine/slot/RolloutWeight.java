package io.jenkins.plugins.promotion.engine.slot;

import java.time.Instant;

/**
 * A weight that a release was given, or was to be given.
 *
 * @param token of the run of the body for it
 * @param step counted from 1; on the way back the one from which it leads
 * @param weight in per cent
 * @param phase what the body does, in the word that it sees
 * @param ends on the way back how the rollout will have ended, {@code null} of a step forward
 * @param reason on the way back why
 * @param intendedAt when the intent was recorded
 * @param setAt when the end of the run was recorded, {@code null} before
 * @param failure why the weight may not be set
 */
public record RolloutWeight(
        long token,
        int step,
        int weight,
        String phase,
        RolloutOutcome ends,
        String reason,
        Instant intendedAt,
        Instant setAt,
        String failure) {
    /** Whether the end of the run is not on record. */
    public boolean isOpen() {
        return setAt == null;
    }

    /** Whether it takes the traffic away from the release. */
    public boolean isBack() {
        return ends != null;
    }

    RolloutWeight set(RolloutEvent.WeightSet event, Instant at) {
        return new RolloutWeight(token, step, weight, phase, ends, reason, intendedAt, at, event.failure());
    }
}
