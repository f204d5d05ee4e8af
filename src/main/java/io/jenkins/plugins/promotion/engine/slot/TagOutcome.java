package io.jenkins.plugins.promotion.engine.slot;

/** What became of a tag. */
public enum TagOutcome {
    /** It was made. */
    MADE,
    /** There was one of that name on the same commit already. */
    THERE,
    /** There is none: it could not be made, or one of that name is on another commit. */
    FAILED
}
