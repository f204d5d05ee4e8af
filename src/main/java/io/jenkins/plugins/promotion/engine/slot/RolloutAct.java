package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;

/**
 * What somebody did to a rollout, or what it did by itself that a person has to answer.
 *
 * @param kind what
 * @param step at which step, 0 before the first
 * @param by who, {@code null} when nobody in particular did
 * @param reason why
 * @param at when it was recorded
 */
public record RolloutAct(Kind kind, int step, Principal by, String reason, Instant at) {
    /** What was done. */
    public enum Kind {
        /** It stopped where it was. */
        PAUSED,
        /** It went on. */
        RESUMED,
        /** A step ended before its time. */
        SKIPPED,
        /** The release lost its traffic. */
        SENT_BACK
    }
}
