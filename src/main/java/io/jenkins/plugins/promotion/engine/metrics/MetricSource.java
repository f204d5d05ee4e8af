package io.jenkins.plugins.promotion.engine.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A monitoring system that can be asked for numbers. Asking does not block; the futures are always completed, and never
 * with an exception, at the latest when the time is up.
 */
public interface MetricSource {
    /**
     * One value.
     *
     * @param query in the language of the source; it must lead to one series
     * @param at the moment of which the value is asked
     * @param time how long it may take
     */
    CompletableFuture<Measured> instant(String query, Instant at, Duration time);

    /**
     * The values of one series over a time.
     *
     * @param query in the language of the source; it must lead to one series
     * @param step how far apart the points are, as far as the source lets one choose
     * @param time how long it may take
     */
    CompletableFuture<Measured> range(String query, Instant from, Instant to, Duration step, Duration time);

    /** Whether what it says of a moment is the same when it is asked later: one that only knows the present cannot. */
    default boolean answersForThePast() {
        return true;
    }
}
