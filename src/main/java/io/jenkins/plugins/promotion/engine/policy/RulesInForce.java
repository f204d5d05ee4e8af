package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules that hold for one promotion: those of its environment, then what its own build adds. Whoever evaluates, ticks
 * or lifts rules of a promotion asks here.
 */
public final class RulesInForce {
    /** The name of the checklist that a build adds; no rule of an environment may have it. */
    public static final String CHECKLIST_OF_THE_BUILD = "Checklist of the build";

    private final List<Rule> rules;

    private RulesInForce(List<Rule> rules) {
        this.rules = rules;
    }

    /** The rules for a promotion. */
    public static RulesInForce of(Environment environment, Promotion promotion) {
        return of(environment, promotion.requested().checklist());
    }

    /**
     * The rules for a promotion that is asked for with a checklist of its own.
     *
     * @param checklist its items, empty for none
     * @throws InvalidValueException when they cannot be a checklist
     */
    public static RulesInForce of(Environment environment, List<String> checklist) {
        if (checklist.isEmpty()) {
            return new RulesInForce(environment.rules());
        }
        List<Rule> rules = new ArrayList<>(environment.rules());
        rules.add(new ChecklistRule(CHECKLIST_OF_THE_BUILD, checklist));
        return new RulesInForce(List.copyOf(rules));
    }

    /** All of them, in order. */
    public List<Rule> all() {
        return rules;
    }

    /** Those of one type, in order. */
    public <R extends Rule> List<R> all(Class<R> type) {
        return rules.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The items of the checklist that the build adds, as they are recorded; empty when it adds none. */
    public List<String> ofTheBuild() {
        return find(CHECKLIST_OF_THE_BUILD)
                .map(rule -> ((ChecklistRule) rule).items())
                .orElse(List.of());
    }

    /** The one of that name, ignoring case. */
    public Optional<Rule> find(String name) {
        return rules.stream().filter(rule -> rule.name().equalsIgnoreCase(name)).findFirst();
    }
}
