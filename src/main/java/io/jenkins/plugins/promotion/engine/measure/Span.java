package io.jenkins.plugins.promotion.engine.measure;

import java.time.Duration;
import java.time.Instant;

/**
 * A time that is asked about, from {@code from}, which is not in it, to {@code to}, which is.
 *
 * @param from before {@code to}
 */
record Span(Instant from, Instant to) {
    Duration length() {
        return Duration.between(from, to);
    }

    boolean holds(Instant at) {
        return at.isAfter(from) && !at.isAfter(to);
    }
}
