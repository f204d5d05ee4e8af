package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tags of the promotions of a slot. Immutable; those of which nothing more can come share storage. */
final class Tags {
    static final Tags NONE = new Tags(List.of(), History.empty());

    private final List<TagRecord> open;
    private final History<TagRecord> over;

    private Tags(List<TagRecord> open, History<TagRecord> over) {
        this.open = List.copyOf(open);
        this.over = over;
    }

    /** Those of a promotion, in order; of one that was tried again, what is known of the last time. */
    List<TagRecord> of(PromotionId id) {
        SortedMap<Integer, TagRecord> last = new TreeMap<>();
        Stream.concat(over.stream(), open.stream())
                .filter(tag -> tag.id().equals(id))
                .forEach(tag -> last.put(tag.number(), tag));
        return List.copyOf(last.values());
    }

    /** Those that are to be made, in the order in which they were asked for: of none of the promotions that go on. */
    List<TagRecord> due(List<Promotion> goingOn) {
        return open.stream()
                .filter(tag ->
                        goingOn.stream().noneMatch(promotion -> promotion.id().equals(tag.id())))
                .toList();
    }

    /**
     * After one more event of a promotion.
     *
     * @param promotion the one that it is about, empty when there is none
     * @throws IllegalStateException when it cannot follow
     */
    Tags after(TagEvent event, Optional<Promotion> promotion, Instant at) {
        PromotionId id = event.id();
        demand(promotion.isPresent(), "there is no " + id + " to tag");
        if (event instanceof TagEvent.TagDemanded demanded) {
            demand(promotion.get().outcome() == null, id + " is over, and cannot ask for a tag");
            List<TagRecord> more = new ArrayList<>(open);
            more.add(TagRecord.demanded(id, of(id).size() + 1, demanded.tag()));
            return new Tags(more, over);
        }
        demand(promotion.get().outcome() == Outcome.VERIFIED, id + " is not verified, and gets no tag");
        if (event instanceof TagEvent.TagRetried retried) {
            TagRecord failed = of(id).stream()
                    .filter(tag -> tag.number() == retried.tag() && tag.isFailed())
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("tag " + retried.tag() + " of " + id + " has not failed"));
            List<TagRecord> more = new ArrayList<>(open);
            more.add(failed.retried(retried, at));
            return new Tags(more, over);
        }
        if (event instanceof TagEvent.TagIntended intent) {
            TagRecord tag = open(id, intent.tag());
            demand(tag.intent() == null, "tag " + intent.tag() + " of " + id + " is intended already");
            List<TagRecord> all = new ArrayList<>(open);
            all.set(all.indexOf(tag), tag.intended(intent, at));
            return new Tags(all, over);
        }
        TagEvent.TagEnded end = (TagEvent.TagEnded) event;
        TagRecord tag = open(id, end.tag());
        demand(
                tag.intent() != null || end.outcome() == TagOutcome.FAILED,
                "tag " + end.tag() + " of " + id + " was never intended");
        List<TagRecord> rest = new ArrayList<>(open);
        rest.remove(tag);
        return new Tags(rest, over.plus(tag.ended(end, at)));
    }

    /** After the end of a promotion: only one that is verified gets its tags. */
    Tags ended(Promotion promotion) {
        if (promotion.outcome() == Outcome.VERIFIED) {
            return this;
        }
        List<TagRecord> rest = new ArrayList<>(open);
        History<TagRecord> never = over;
        for (TagRecord tag : open) {
            if (tag.id().equals(promotion.id())) {
                rest.remove(tag);
                never = never.plus(tag);
            }
        }
        return new Tags(rest, never);
    }

    private TagRecord open(PromotionId id, int number) {
        return open.stream()
                .filter(tag -> tag.id().equals(id) && tag.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("tag " + number + " of " + id + " is not open"));
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
