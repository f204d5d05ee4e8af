package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import java.time.Instant;

/**
 * What is live in a slot, as far as the record goes.
 *
 * @param release what
 * @param by the promotion that brought it
 * @param since when it was verified, or when a person found it there
 * @param verified false when a person found it there after a deployment whose end is not recorded
 */
public record Live(Release release, PromotionId by, Instant since, boolean verified) {}
