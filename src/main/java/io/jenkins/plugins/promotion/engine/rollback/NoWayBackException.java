package io.jenkins.plugins.promotion.engine.rollback;

/** A rollback cannot be. The message says why, and what is safe instead. */
public final class NoWayBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The release is what is live, or what a rollback is to leave. */
        CURRENT,
        /** The release was never verified in this environment. */
        UNVERIFIED,
        /** The release is in quarantine. */
        QUARANTINED,
        /** An irreversible migration lies between. */
        BARRED,
        /** The release was not here before the one that is to be left. */
        NOT_BEFORE,
        /** No release was here before. */
        NO_EARLIER,
        /** No release of that name was ever here. */
        UNKNOWN,
        /** Several releases have that name. */
        AMBIGUOUS
    }

    private final Reason reason;

    NoWayBackException(Reason reason, String sentences) {
        super(sentences);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
