package io.jenkins.plugins.promotion.engine.policy;

/** What a rule says of a promotion at one moment. */
public enum Status {
    /** Nothing in the way. */
    SATISFIED,
    /** Not yet. */
    WAITING,
    /** Never, for this promotion. */
    REFUSED
}
