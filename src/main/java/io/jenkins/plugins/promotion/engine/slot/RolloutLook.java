package io.jenkins.plugins.promotion.engine.slot;

import java.time.Instant;

/**
 * A look of the analysis that said something new.
 *
 * @param event what was said
 * @param at when it was recorded
 */
public record RolloutLook(RolloutEvent.RolloutLooked event, Instant at) {}
