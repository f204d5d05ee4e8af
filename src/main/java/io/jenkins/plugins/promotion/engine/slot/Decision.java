package io.jenkins.plugins.promotion.engine.slot;

/** What an approver says. */
public enum Decision {
    /** The release may go. */
    APPROVE,
    /** The release must not go: ends the promotion. */
    REJECT
}
