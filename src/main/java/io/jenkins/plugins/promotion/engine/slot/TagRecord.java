package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import java.time.Instant;

/**
 * A tag of a promotion, as the ledger knows it.
 *
 * @param id the promotion
 * @param number which of its tags, from 1
 * @param demanded what is wanted
 * @param intent what was about to be made, {@code null} before
 * @param intendedAt when, {@code null} before
 * @param end what became of it, {@code null} while nobody knows
 * @param endedAt when, {@code null} before
 */
public record TagRecord(
        PromotionId id,
        int number,
        ReleaseTag demanded,
        TagEvent.TagIntended intent,
        Instant intendedAt,
        TagEvent.TagEnded end,
        Instant endedAt) {
    TagRecord intended(TagEvent.TagIntended event, Instant at) {
        return new TagRecord(id, number, demanded, event, at, end, endedAt);
    }

    TagRecord ended(TagEvent.TagEnded event, Instant at) {
        return new TagRecord(id, number, demanded, intent, intendedAt, event, at);
    }
}
