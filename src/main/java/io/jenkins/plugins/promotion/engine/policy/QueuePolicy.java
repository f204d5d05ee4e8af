package io.jenkins.plugins.promotion.engine.policy;

/** What happens to promotions that wait for the same slot. */
public enum QueuePolicy {
    /** The newest release stays; older ones are superseded. */
    NEWEST_FIRST,
    /** Each gets its turn, in the order of the requests. */
    IN_ORDER
}
