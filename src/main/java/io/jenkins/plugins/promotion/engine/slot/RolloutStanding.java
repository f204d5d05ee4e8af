package io.jenkins.plugins.promotion.engine.slot;

import java.time.Duration;
import java.time.Instant;

/**
 * How the present step of a rollout stands, from the moment at which its weight was intended.
 *
 * @param pausedSince since when its clock stands still, {@code null} while it runs
 * @param stopped for how long it stood still before that
 * @param conclusion the last word of the analysis on this step, {@code null} before
 * @param last the last look at this step that is on record, {@code null} before
 * @param accepted whether somebody let it go on although it could not be said whether the release does harm
 * @param skipped whether somebody ended it before its time
 */
public record RolloutStanding(
        Instant pausedSince,
        Duration stopped,
        RolloutEvent.RolloutLooked conclusion,
        RolloutEvent.RolloutLooked last,
        boolean accepted,
        boolean skipped) {
    static final RolloutStanding NEW = new RolloutStanding(null, Duration.ZERO, null, null, false, false);

    /** A step that is intended now; a pause that was asked for goes on. */
    RolloutStanding next() {
        return new RolloutStanding(pausedSince, Duration.ZERO, null, null, false, false);
    }

    /** The clock of the step begins: what was before does not count as time in which it stood still. */
    RolloutStanding begins(Instant at) {
        return new RolloutStanding(pausedSince == null ? null : at, Duration.ZERO, null, null, false, skipped);
    }

    RolloutStanding paused(Instant at) {
        return new RolloutStanding(at, stopped, conclusion, last, accepted, skipped);
    }

    /** @param answered whether a person was asked and that is the answer */
    RolloutStanding resumed(Instant at, boolean answered) {
        Duration stood = pausedSince == null ? Duration.ZERO : Duration.between(pausedSince, at);
        Duration all = stood.isNegative() ? stopped : stopped.plus(stood);
        return new RolloutStanding(null, all, conclusion, last, accepted || answered || conclusion != null, skipped);
    }

    RolloutStanding skipped(Instant at, boolean answered) {
        RolloutStanding running = pausedSince == null ? this : resumed(at, answered);
        return new RolloutStanding(null, running.stopped, conclusion, last, running.accepted, true);
    }

    RolloutStanding looked(RolloutEvent.RolloutLooked event) {
        return new RolloutStanding(
                pausedSince, stopped, event.concludes() ? event : conclusion, event, accepted, skipped);
    }
}
