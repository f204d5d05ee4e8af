package io.jenkins.plugins.promotion.engine.analysis;

/** What a metric consists of. */
public enum MetricKind {
    /** Bad events out of all events. */
    RATE,
    /** Raw values, such as the latency of each request. */
    SAMPLES,
    /** One average an interval and side. */
    SERIES,
    /** Bounds on the canary alone. */
    THRESHOLD
}
