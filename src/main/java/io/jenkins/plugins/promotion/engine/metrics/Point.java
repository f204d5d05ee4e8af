package io.jenkins.plugins.promotion.engine.metrics;

import java.time.Instant;

/**
 * A number at a moment.
 *
 * @param value finite
 */
public record Point(Instant at, double value) {}
