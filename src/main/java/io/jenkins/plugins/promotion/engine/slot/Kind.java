package io.jenkins.plugins.promotion.engine.slot;

/** Why a release is brought into an environment. */
public enum Kind {
    /** Forward: a release that is to be live. */
    PROMOTION,
    /** Back to a release that was verified there before. */
    ROLLBACK
}
