package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt to bring a release into an environment, as the ledger knows it.
 *
 * @param requested what was asked for
 * @param requestedAt when
 * @param votes all that was said, in order, stale votes included
 * @param startedAt when the deployment began, {@code null} before
 * @param previous the version that it replaced or is replacing, {@code null} before it begins and for the first
 * @param evidence why it was allowed to begin, a sentence a rule
 * @param state where it is now
 */
public record Promotion(
        SlotEvent.Requested requested,
        Instant requestedAt,
        List<Vote> votes,
        Instant startedAt,
        String previous,
        List<String> evidence,
        PromotionState state) {

    static Promotion requested(SlotEvent.Requested event, Instant at) {
        return new Promotion(event, at, List.of(), null, null, List.of(), new PromotionState.Waiting());
    }

    /** Its id. */
    public PromotionId id() {
        return requested.id();
    }

    /** What it brings. */
    public Release release() {
        return requested.release();
    }

    /** Whether it waits for its rules. */
    public boolean isWaiting() {
        return state instanceof PromotionState.Waiting;
    }

    /** Whether it holds the slot. */
    public boolean isHolder() {
        return state instanceof PromotionState.Deploying || state instanceof PromotionState.RollingBack;
    }

    /** How it ended, {@code null} while it has not. */
    public Outcome outcome() {
        return state instanceof PromotionState.Over over ? over.outcome() : null;
    }

    /** When it ended, {@code null} while it has not. */
    public Instant endedAt() {
        return state instanceof PromotionState.Over over ? over.at() : null;
    }

    /** From the request to the end, or to {@code now} while it has not ended. */
    public Duration age(Instant now) {
        return Duration.between(requestedAt, endedAt() == null ? now : endedAt());
    }

    Promotion with(Vote vote) {
        List<Vote> all = new ArrayList<>(votes);
        all.add(vote);
        return new Promotion(requested, requestedAt, List.copyOf(all), startedAt, previous, evidence, state);
    }

    Promotion started(SlotEvent.DeployStarted event, PromotionState.Deploying deploying) {
        return new Promotion(
                requested, requestedAt, votes, deploying.since(), event.previous(), event.evidence(), deploying);
    }

    Promotion in(PromotionState next) {
        return new Promotion(requested, requestedAt, votes, startedAt, previous, evidence, next);
    }
}
