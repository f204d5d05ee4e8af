package io.jenkins.plugins.promotion.engine.slot;

/** How a promotion ended. Every promotion ends once, in one of these. */
public enum Outcome {
    /** Deployed, and everything that was asked for succeeded. */
    VERIFIED,
    /** The deployment failed and was left as it was. */
    FAILED,
    /** The deployment failed and the release before it was brought back. */
    ROLLED_BACK,
    /** A rollback failed, be it one that was asked for or the one after a deployment that failed. */
    BROKEN,
    /** The deployment was begun and nobody recorded its end. */
    UNKNOWN,
    /** A rule forbade it; nothing was touched. */
    REFUSED,
    /** An approver said no; nothing was touched. */
    REJECTED,
    /** A newer release took its place in the queue; nothing was touched. */
    SUPERSEDED,
    /** It waited until its deadline; nothing was touched. */
    EXPIRED,
    /** Somebody or the end of its build stopped it before the deployment; nothing was touched. */
    ABORTED;

    /** Whether the deployment had begun. */
    public boolean touchedTarget() {
        return switch (this) {
            case VERIFIED, FAILED, ROLLED_BACK, BROKEN, UNKNOWN -> true;
            case REFUSED, REJECTED, SUPERSEDED, EXPIRED, ABORTED -> false;
        };
    }
}
