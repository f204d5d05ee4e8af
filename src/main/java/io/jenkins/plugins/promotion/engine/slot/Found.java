package io.jenkins.plugins.promotion.engine.slot;

/** What a person found to be live after a deployment of which the record does not know the end. */
public enum Found {
    /** The release that was being deployed. */
    CANDIDATE,
    /** The release that was verified before it. */
    PREVIOUS,
    /** Something else, or nothing that can be named. */
    OTHER
}
