package io.jenkins.plugins.promotion.engine.slot;

/** What follows a deployment that failed. */
public enum OnFailure {
    /** The slot is marked and a person decides. */
    LEAVE,
    /** The same body runs once more with the release that was verified before. */
    ROLLBACK
}
