package io.jenkins.plugins.promotion.engine.slot;

/** What is known of the target of a slot while nothing is being deployed to it. */
public enum Condition {
    /** What was verified last is live, as far as the record goes. */
    CLEAR,
    /** The last deployment failed and was left as it was; the next may start. */
    FAILED,
    /** A rollback failed; nothing but another rollback starts before a person acknowledges. */
    BROKEN,
    /** A deployment was begun and its end is not recorded; nothing but a rollback starts before a person acknowledges. */
    UNKNOWN;

    /** Whether a person has to look before anything but a rollback is deployed. */
    public boolean needsAcknowledgement() {
        return this == BROKEN || this == UNKNOWN;
    }

    /** After a deployment that ended so. */
    static Condition after(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> FAILED;
            case BROKEN -> BROKEN;
            case UNKNOWN -> UNKNOWN;
            default -> CLEAR;
        };
    }
}
