package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Tick;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The items of a checklist, and whether one person may tick them.
 *
 * @param rule the name of the rule
 * @param items in their order
 * @param refusal why this person may not tick, {@code null} when they may
 */
@Restricted(NoExternalUse.class)
public record Checklist(String rule, List<Item> items, String refusal) {
    /**
     * What is to be ticked.
     *
     * @param text in the words of the checklist
     * @param by who ticked it, {@code null} while nobody has
     * @param at when, {@code null} while nobody has
     */
    public record Item(String text, Person by, Moment at) {
        /** Whether it is ticked. */
        public boolean ticked() {
            return by != null;
        }
    }

    static Checklist of(ChecklistRule rule, Promotion promotion, Times times, String refusal) {
        Map<String, Tick> ticked = rule.ticked(promotion);
        return new Checklist(
                rule.name(),
                rule.items().stream()
                        .map(item -> {
                            Tick tick = ticked.get(item);
                            return tick == null
                                    ? new Item(item, null, null)
                                    : new Item(item, Person.of(tick.by()), times.moment(tick.at()));
                        })
                        .toList(),
                refusal);
    }
}
