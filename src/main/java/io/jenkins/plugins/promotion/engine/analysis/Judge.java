package io.jenkins.plugins.promotion.engine.analysis;

/** By which family of tests a metric is judged. */
public enum Judge {
    /** Tests that may be looked at as often as one likes; the default. */
    SEQUENTIAL,
    /** One comparison of all values, at the end. */
    WINDOW
}
