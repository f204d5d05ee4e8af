package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;

/** What is known of the tags of a promotion, for its story. */
final class TagFacts {
    private TagFacts() {}

    /** One line a tag; none of a promotion that was not verified, which gets none. */
    static List<Details.Fact> of(RecordedPromotion.Readable recorded, Rights rights, Times times) {
        Promotion promotion = recorded.promotion();
        return promotion.outcome() != null && promotion.outcome() != Outcome.VERIFIED
                ? List.of()
                : recorded.slot().tags(promotion.id()).stream()
                        .map(tag -> fact(tag, rights, times))
                        .toList();
    }

    private static Details.Fact fact(TagRecord tag, Rights rights, Times times) {
        String name =
                tag.intent() == null ? tag.demanded().name() : tag.intent().name();
        Moment ended = times.moment(tag.endedAt());
        return new Details.Fact(
                Messages.TagFacts_tag(),
                List.of(said(tag, name)),
                ended,
                retried(tag, times),
                tag.isFailed() ? new TagRetry(tag.number(), name, rights.retryTag()) : null);
    }

    private static String said(TagRecord tag, String name) {
        if (tag.end() == null) {
            return tag.intent() != null
                    ? Messages.TagFacts_begun(name)
                    : tag.retried() != null ? Messages.TagFacts_due(name) : Messages.TagFacts_wanted(name);
        }
        return switch (tag.end().outcome()) {
            case MADE -> Messages.TagFacts_made(name, tag.intent().repository());
            case THERE -> Messages.TagFacts_there(name, tag.intent().repository());
            case FAILED -> Messages.TagFacts_failed(name, tag.end().reason());
        };
    }

    private static List<VoteLine> retried(TagRecord tag, Times times) {
        return tag.retried() == null
                ? List.of()
                : List.of(new VoteLine(
                        Person.of(tag.retried().by()),
                        Messages.TagFacts_retried(),
                        times.moment(tag.retriedAt()),
                        null));
    }
}
