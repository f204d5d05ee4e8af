package io.jenkins.plugins.promotion.engine.schedule;

import java.time.Instant;

/**
 * Whether a timetable is open at one moment.
 *
 * @param open whether it is
 * @param until when that changes, {@code null} when it does not or not within the time that was looked at
 */
public record Phase(boolean open, Instant until) {}
