package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;

/**
 * Somebody stopped the line: nothing starts in the slot before the hold is lifted.
 *
 * @param by who
 * @param reason why
 * @param since when it was recorded
 */
public record Hold(Principal by, String reason, Instant since) {}
