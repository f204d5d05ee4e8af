package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;

/**
 * Somebody ticked an item of a checklist, or took a tick back.
 *
 * @param by who
 * @param rule the name of the checklist
 * @param ruleVersion the version that it had: a tick for another version is stale
 * @param releaseIdentity for which release: a tick for another release is stale
 * @param item what, in the words of the checklist
 * @param ticked false when a tick is taken back
 * @param at when it was recorded
 */
public record Tick(
        Principal by,
        String rule,
        String ruleVersion,
        String releaseIdentity,
        String item,
        boolean ticked,
        Instant at) {}
