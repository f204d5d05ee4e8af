package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;

/** What is known of the tags of a promotion, for its story. */
final class TagFacts {
    private TagFacts() {}

    /** One line a tag; none of a promotion that was not verified, which gets none. */
    static List<Details.Fact> of(List<TagRecord> tags, Promotion promotion, Times times) {
        return promotion.outcome() != null && promotion.outcome() != Outcome.VERIFIED
                ? List.of()
                : tags.stream().map(tag -> fact(tag, times)).toList();
    }

    private static Details.Fact fact(TagRecord tag, Times times) {
        String name =
                tag.intent() == null ? tag.demanded().name() : tag.intent().name();
        if (tag.end() == null) {
            return Details.Fact.of(
                    Messages.TagFacts_tag(),
                    tag.intent() == null ? Messages.TagFacts_wanted(name) : Messages.TagFacts_begun(name));
        }
        return Details.Fact.of(
                Messages.TagFacts_tag(),
                switch (tag.end().outcome()) {
                    case MADE -> Messages.TagFacts_made(name, tag.intent().repository());
                    case THERE -> Messages.TagFacts_there(name, tag.intent().repository());
                    case FAILED -> Messages.TagFacts_failed(name, tag.end().reason());
                },
                times.moment(tag.endedAt()));
    }
}
