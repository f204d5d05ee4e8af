package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;

/**
 * A person looked at a slot that was broken or unknown and said what is live.
 *
 * @param id the promotion that had left it so
 * @param by who
 * @param found what is live
 * @param reason how they know
 * @param at when it was recorded
 */
public record Acknowledgement(PromotionId id, Principal by, Found found, String reason, Instant at) {}
