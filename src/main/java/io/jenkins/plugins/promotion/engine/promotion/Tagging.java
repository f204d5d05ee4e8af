package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.TagEvent;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import java.util.Optional;

/**
 * What is recorded of tags: each is asked for before its promotion is over, and made when that is verified. What comes too
 * late or twice is no error and leads to no event.
 */
final class Tagging {
    private Tagging() {}

    /** Rollbacks get none: what they bring was tagged when it was brought for the first time. */
    static void demand(Draft draft, PromotionId id, ReleaseTag tag) {
        Optional<Promotion> promotion = draft.slot()
                .find(id)
                .filter(one -> one.outcome() == null)
                .filter(one -> one.requested().kind() != Kind.ROLLBACK);
        boolean isNew = draft.slot().tags(id).stream()
                .noneMatch(there -> there.demanded().equals(tag));
        if (tag != null && promotion.isPresent() && isNew) {
            draft.add(new TagEvent.TagDemanded(id, tag));
        }
    }

    static void intend(Draft draft, Command.IntendTag command) {
        due(draft, command.id(), command.tag())
                .filter(tag -> tag.intent() == null)
                .ifPresent(tag -> draft.add(new TagEvent.TagIntended(
                        command.id(), command.tag(), command.name(), command.repository(), command.commit())));
    }

    static void end(Draft draft, Command.EndTag command) {
        due(draft, command.id(), command.tag())
                .ifPresent(tag -> draft.add(
                        new TagEvent.TagEnded(command.id(), command.tag(), command.outcome(), command.reason())));
    }

    /** By hand, so that what cannot be is said. */
    static void retry(Draft draft, Command.RetryTag command) {
        PromotionId id = command.id();
        TagRecord tag = draft.slot().tags(id).stream()
                .filter(one -> one.number() == command.tag())
                .findFirst()
                .orElseThrow(() -> new NotPossibleException(id + " has no tag " + command.tag() + "."));
        if (!tag.isFailed()) {
            throw new NotPossibleException("Tag " + command.tag() + " of " + id + " has not failed"
                    + (tag.end() == null ? ": nobody knows yet what becomes of it." : "; it is there."));
        }
        draft.add(new TagEvent.TagRetried(id, command.tag(), command.by()));
    }

    private static Optional<TagRecord> due(Draft draft, PromotionId id, int number) {
        return draft.slot().dueTags().stream()
                .filter(tag -> tag.id().equals(id) && tag.number() == number)
                .findFirst();
    }
}
