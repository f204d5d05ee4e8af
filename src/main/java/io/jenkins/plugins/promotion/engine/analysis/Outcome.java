package io.jenkins.plugins.promotion.engine.analysis;

/** What an analysis says. */
public enum Outcome {
    /** It goes on: nothing is established yet. */
    CONTINUE,
    /** Measured, and no harm found; or, before the end, harm beyond the tolerance excluded. */
    PASS,
    /** Harm beyond the tolerance is established. */
    FAIL,
    /** It cannot be said; a person has to decide. */
    INCONCLUSIVE,
    /** What should have been measured could not be. */
    ERROR
}
