package io.jenkins.plugins.promotion.engine.slot;

/** How a rollout ended. */
public enum RolloutOutcome {
    /** The release has all of the traffic, and nothing spoke against it. */
    PASSED,
    /** The release did harm, or a weight could not be set. */
    FAILED,
    /** It could not be said whether the release does harm, and that counts as a failure here. */
    INCONCLUSIVE,
    /** A person sent it back, or the build was stopped. */
    ABORTED
}
