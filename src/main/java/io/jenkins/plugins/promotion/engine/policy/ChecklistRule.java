package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Tick;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * People must tick items, one by one. Whoever may approve may tick: under one of the approval rules of the environment, or,
 * where there is none, with the permission. A tick counts only for the release and the version of the checklist for which
 * it was made.
 *
 * @param name unique in the environment
 * @param items what is to be ticked, each one line, 1 to {@value #MOST_ITEMS}
 */
public record ChecklistRule(String name, List<String> items) implements Rule {
    /** The name of the rule where none is given. */
    public static final String DEFAULT_NAME = "Checklist";
    /** The most items that it may have. */
    public static final int MOST_ITEMS = 100;

    private static final int LONGEST_ITEM = 500;

    /** @throws InvalidValueException for a name or an item that is not one short line, an item twice, or without an item */
    public ChecklistRule {
        name = RuleNames.checked("checklist", name, DEFAULT_NAME);
        String field = "items of '" + name + "'";
        items = items == null
                ? List.of()
                : items.stream()
                        .map(item -> Approvers.line(field, item, LONGEST_ITEM).strip())
                        .toList();
        if (items.isEmpty()
                || items.size() > MOST_ITEMS
                || items.stream().distinct().count() != items.size()) {
            throw new InvalidValueException(field, items, "it takes 1 to " + MOST_ITEMS + " items, each once");
        }
    }

    @Override
    @JsonIgnore
    public String kind() {
        return "checklist";
    }

    @Override
    public ChecklistRule named(String other) {
        return new ChecklistRule(other, items);
    }

    @Override
    public String sentence() {
        return "the checklist '" + name + "' is ticked";
    }

    @Override
    public Finding evaluate(Facts facts) {
        Map<String, Tick> ticked = ticked(facts.promotion());
        List<String> missing =
                items.stream().filter(item -> !ticked.containsKey(item)).toList();
        List<String> done = ticked.values().stream()
                .map(tick -> "'" + tick.item() + "' was ticked by " + tick.by().display() + ".")
                .toList();
        String tally = ticked.size() + " of " + items.size() + " ticked";
        return (missing.isEmpty()
                        ? Finding.satisfied(this, tally + ".")
                        : Finding.waiting(
                                this,
                                tally + "; missing: " + String.join("; ", missing) + ".",
                                "Whoever may approve it",
                                null))
                .withDetails(done);
    }

    /** The ticks that count, by item, in the order of the items. */
    public Map<String, Tick> ticked(Promotion promotion) {
        Map<String, Tick> last = new LinkedHashMap<>();
        items.forEach(item -> last.put(item, null));
        if (!promotion.ticks().isEmpty()) {
            String version = version();
            promotion.ticks().stream()
                    .filter(tick -> tick.rule().equals(name)
                            && tick.ruleVersion().equals(version)
                            && tick.releaseIdentity().equals(promotion.release().identity()))
                    .forEach(tick -> last.replace(tick.item(), tick.ticked() ? tick : null));
        }
        last.values().removeIf(tick -> tick == null);
        return last;
    }
}
