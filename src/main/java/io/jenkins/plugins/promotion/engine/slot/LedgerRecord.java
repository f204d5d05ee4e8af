package io.jenkins.plugins.promotion.engine.slot;

import java.time.Instant;

/**
 * An event with its place in the stream of its slot.
 *
 * @param number the place, from 1, without gaps
 * @param at when it was recorded, to the millisecond
 * @param event what happened
 */
public record LedgerRecord(long number, Instant at, SlotEvent event) {}
