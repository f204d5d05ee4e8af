package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named target with its rules.
 *
 * @param name unique among the environments that a job sees
 * @param description what it is for, empty when nothing is said
 * @param rules all must be satisfied; their names differ
 * @param queue what happens to those that wait
 * @param refuseOlder whether a release older than the live one is refused; a rollback never is
 */
public record Environment(
        EnvironmentName name, String description, List<Rule> rules, QueuePolicy queue, boolean refuseOlder) {

    private static final Set<String> NAMES_OF_WHAT_ALWAYS_HOLDS =
            Set.of(RuleBook.SLOT_RULE.toLowerCase(Locale.ROOT), RuleBook.NEWER_RULE.toLowerCase(Locale.ROOT));

    /** @throws InvalidValueException when two rules have one name, or the environment requires itself */
    public Environment {
        if (name == null) {
            throw new InvalidValueException("environment", null, "an environment has a name");
        }
        description = description == null ? "" : description.strip();
        rules = rules == null ? List.of() : List.copyOf(rules);
        queue = queue == null ? QueuePolicy.NEWEST_FIRST : queue;
        Set<String> names = new HashSet<>(NAMES_OF_WHAT_ALWAYS_HOLDS);
        for (Rule rule : rules) {
            if (!names.add(rule.name().toLowerCase(Locale.ROOT))) {
                throw new InvalidValueException(
                        "rule of " + name,
                        rule.name(),
                        "each rule of an environment has its own name, and Slot and Newer are taken");
            }
            if (rule instanceof OrderRule order && order.environments().contains(name)) {
                throw new InvalidValueException("order of " + name, name, "an environment cannot require itself");
            }
        }
    }

    /** An environment that lets everything in. */
    public static Environment open(EnvironmentName name) {
        return new Environment(name, "", List.of(), QueuePolicy.NEWEST_FIRST, true);
    }

    /** The environments that this one requires. */
    public List<EnvironmentName> requires() {
        List<EnvironmentName> required = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule instanceof OrderRule order) {
                required.addAll(order.environments());
            }
        }
        return required;
    }

    /** The approval rules, in order. */
    public List<ApprovalRule> approvals() {
        return rules.stream()
                .filter(ApprovalRule.class::isInstance)
                .map(ApprovalRule.class::cast)
                .toList();
    }

    /** All rules in one sentence. */
    public String sentence() {
        return rules.isEmpty()
                ? "Every release may enter " + name + "."
                : "A release enters " + name + " once "
                        + rules.stream().map(Rule::sentence).collect(Collectors.joining(", and ")) + ".";
    }
}
