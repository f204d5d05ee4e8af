package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.Tightening;
import io.jenkins.plugins.promotion.engine.policy.Tightening.Weakening;
import java.util.List;
import java.util.Optional;

/** Refuses what a folder says of an inherited environment and what would make it weaker. */
final class Weakenings {
    private Weakenings() {}

    /**
     * Refuses definitions that ask for less than what is inherited, and an order that no single rule can express together
     * with the inherited one.
     *
     * @throws IllegalArgumentException naming the environment, each rule, what is weaker, and the way out
     */
    static void refuse(Environments inherited, List<EnvironmentDefinition> definitions) {
        for (EnvironmentDefinition definition : definitions) {
            Environment own = definition.toEnvironment();
            inherited.find(own.name()).ifPresent(above -> refuse(above, own));
        }
    }

    private static void refuse(Environment above, Environment own) {
        StringBuilder found = new StringBuilder();
        for (Weakening weakening : Tightening.weakenings(above, own)) {
            Optional<Rule> rule = own.rule(weakening.rule());
            Optional<Rule> inherited = above.rule(weakening.rule());
            if (rule.isEmpty() || inherited.isEmpty() || !asksForSomethingElse(rule.get(), inherited.get())) {
                found.append(" Rule '").append(weakening.rule()).append("': ");
                found.append(weakening.reason()).append(' ').append(wayOut(rule));
            }
        }
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(
                    "environment " + above.name() + ": a folder cannot weaken what it inherits." + found);
        }
        checkOrder(above, own);
    }

    /** Rules whose name is fixed are put together, so that one that asks for something else is no weaker. */
    private static boolean asksForSomethingElse(Rule rule, Rule inherited) {
        boolean together = rule instanceof OrderRule && inherited instanceof OrderRule
                || rule instanceof RequestRule && inherited instanceof RequestRule;
        return together && !Tightening.demandsAsMuch(inherited, rule);
    }

    private static String wayOut(Optional<Rule> rule) {
        return rule.isPresent() && !isFixed(rule.get())
                ? "Give it another name to add it to the inherited rule."
                : "Leave it as it is inherited, or ask for more.";
    }

    private static boolean isFixed(Rule rule) {
        return rule instanceof OrderRule || rule instanceof RequestRule;
    }

    private static void checkOrder(Environment above, Environment own) {
        Optional<OrderRule> inherited = above.rules(OrderRule.class).stream().findFirst();
        Optional<OrderRule> added = own.rules(OrderRule.class).stream().findFirst();
        if (inherited.isPresent()
                && added.isPresent()
                && Orders.exactly(inherited.get(), added.get()).isEmpty()) {
            throw new InvalidValueException(
                    "order of " + own.name(),
                    added.get().sentence(),
                    "with the inherited '" + inherited.get().sentence()
                            + "' it makes no single rule; require all of the environments instead of any");
        }
    }
}
