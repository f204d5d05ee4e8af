package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;

/**
 * What one person said under one rule.
 *
 * @param by who
 * @param rule the name of the rule under which it counts
 * @param ruleVersion the version that the rule had: a vote for another version is stale
 * @param releaseIdentity what was voted on: a vote on another release is stale
 * @param decision approve or reject
 * @param comment why, {@code null} when nothing was said
 * @param at when it was recorded
 * @param withdrawnAt when the person took it back, {@code null} when they did not
 */
public record Vote(
        Principal by,
        String rule,
        String ruleVersion,
        String releaseIdentity,
        Decision decision,
        String comment,
        Instant at,
        Instant withdrawnAt) {
    /** A vote that stands. */
    public Vote(
            Principal by,
            String rule,
            String ruleVersion,
            String releaseIdentity,
            Decision decision,
            String comment,
            Instant at) {
        this(by, rule, ruleVersion, releaseIdentity, decision, comment, at, null);
    }

    /** Whether it stands. */
    public boolean stands() {
        return withdrawnAt == null;
    }

    Vote withdrawn(Instant when) {
        return new Vote(by, rule, ruleVersion, releaseIdentity, decision, comment, at, when);
    }
}
