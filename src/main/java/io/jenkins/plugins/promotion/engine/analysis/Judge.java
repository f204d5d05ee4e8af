package io.jenkins.plugins.promotion.engine.analysis;

/** By which family of tests a metric is judged. */
public enum Judge {
    /** Tests that may be looked at as often as one likes; the default. */
    SEQUENTIAL,
    /**
     * The same, of averages that somebody who knows them declares to be independent of each other: nothing guards against those
     * that hang together, until they plainly do.
     */
    INDEPENDENT,
    /** One comparison of all values, at the end. */
    WINDOW
}
