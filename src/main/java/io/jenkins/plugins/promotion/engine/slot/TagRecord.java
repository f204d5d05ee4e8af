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
 * @param retried who wanted it to be tried again last, {@code null} when nobody did
 * @param retriedAt when, {@code null} before
 */
public record TagRecord(
        PromotionId id,
        int number,
        ReleaseTag demanded,
        TagEvent.TagIntended intent,
        Instant intendedAt,
        TagEvent.TagEnded end,
        Instant endedAt,
        TagEvent.TagRetried retried,
        Instant retriedAt) {
    static TagRecord demanded(PromotionId id, int number, ReleaseTag tag) {
        return new TagRecord(id, number, tag, null, null, null, null, null, null);
    }

    /** Whether it came to an end without a tag. */
    public boolean isFailed() {
        return end != null && end.outcome() == TagOutcome.FAILED;
    }

    TagRecord intended(TagEvent.TagIntended event, Instant at) {
        return new TagRecord(id, number, demanded, event, at, end, endedAt, retried, retriedAt);
    }

    TagRecord ended(TagEvent.TagEnded event, Instant at) {
        return new TagRecord(id, number, demanded, intent, intendedAt, event, at, retried, retriedAt);
    }

    TagRecord retried(TagEvent.TagRetried event, Instant at) {
        return new TagRecord(id, number, demanded, null, null, null, null, event, at);
    }
}
