package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.OrderRule.Require;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts what folders define on top of what they inherit.
 *
 * <p>A name that is not inherited is a new environment. For one that is, all inherited rules stay and those of the folder
 * come on top, so that whatever a folder says, what satisfies the result satisfies what was inherited.
 */
final class Layering {
    private static final int LONGEST_RULE_NAME = 100;

    private Layering() {}

    /**
     * The environments inside the innermost folder.
     *
     * @param inherited what holds outside all of the folders
     * @param layers what the folders define, from the outside in
     * @throws InvalidValueException when the result is not allowed, such as environments that require each other
     */
    static Environments resolve(Environments inherited, List<Layer> layers) {
        if (layers.isEmpty()) {
            return inherited;
        }
        Map<EnvironmentName, Environment> all = new LinkedHashMap<>();
        inherited.all().forEach(environment -> all.put(environment.name(), environment));
        for (Layer layer : layers) {
            for (EnvironmentDefinition definition : layer.definitions()) {
                Environment own = definition.toEnvironment();
                all.merge(own.name(), own, (above, added) -> tightened(above, added, layer.folder()));
            }
        }
        return new Environments(List.copyOf(all.values()));
    }

    /**
     * Refuses an order that no single rule can express together with the inherited one. Where it comes about in another
     * way, as by moving a folder, {@link #resolve} demands all of the environments.
     *
     * @throws InvalidValueException naming the environment
     */
    static void checkOrders(Environments inherited, List<EnvironmentDefinition> definitions) {
        for (EnvironmentDefinition definition : definitions) {
            Environment own = definition.toEnvironment();
            Optional<OrderRule> above = inherited.find(own.name()).flatMap(Layering::order);
            Optional<OrderRule> added = order(own);
            if (above.isPresent()
                    && added.isPresent()
                    && exactly(above.get(), added.get()).isEmpty()) {
                throw new InvalidValueException(
                        "order of " + own.name(),
                        added.get().sentence(),
                        "with the inherited '" + above.get().sentence()
                                + "' it makes no single rule; require all of the environments instead of any");
            }
        }
    }

    private static Environment tightened(Environment inherited, Environment added, String folder) {
        List<Rule> rules = new ArrayList<>();
        combined(order(inherited), order(added)).ifPresent(rules::add);
        rules.addAll(inherited.approvals());
        Set<String> taken = new HashSet<>();
        inherited.rules().forEach(rule -> taken.add(key(rule.name())));
        for (ApprovalRule rule : added.approvals()) {
            String name = distinct(rule.name(), folder, taken);
            taken.add(key(name));
            rules.add(new ApprovalRule(name, rule.count(), rule.users(), rule.groups(), rule.excludeInitiator()));
        }
        return new Environment(
                inherited.name(),
                added.description().isEmpty() ? inherited.description() : added.description(),
                rules,
                inherited.queue(),
                inherited.refuseOlder() || added.refuseOlder());
    }

    private static Optional<OrderRule> order(Environment environment) {
        return environment.rules().stream()
                .filter(OrderRule.class::isInstance)
                .map(OrderRule.class::cast)
                .findFirst();
    }

    private static Optional<OrderRule> combined(Optional<OrderRule> inherited, Optional<OrderRule> added) {
        if (inherited.isEmpty() || added.isEmpty()) {
            return inherited.or(() -> added);
        }
        return Optional.of(exactly(inherited.get(), added.get()).orElseGet(() -> all(inherited.get(), added.get())));
    }

    /** The rule that demands neither more nor less than both. */
    private static Optional<OrderRule> exactly(OrderRule first, OrderRule second) {
        if (implies(first, second)) {
            return Optional.of(first);
        }
        if (implies(second, first)) {
            return Optional.of(second);
        }
        return demandsAll(first) && demandsAll(second) ? Optional.of(all(first, second)) : Optional.empty();
    }

    private static OrderRule all(OrderRule first, OrderRule second) {
        Set<EnvironmentName> union = new LinkedHashSet<>(first.environments());
        union.addAll(second.environments());
        return new OrderRule(List.copyOf(union), Require.ALL);
    }

    /** Whether every release that satisfies the first rule satisfies the second. */
    private static boolean implies(OrderRule first, OrderRule second) {
        Set<EnvironmentName> verified = new HashSet<>(first.environments());
        Set<EnvironmentName> wanted = new HashSet<>(second.environments());
        if (demandsAll(second)) {
            return demandsAll(first) && verified.containsAll(wanted);
        }
        return demandsAll(first) ? verified.stream().anyMatch(wanted::contains) : wanted.containsAll(verified);
    }

    private static boolean demandsAll(OrderRule rule) {
        return rule.require() == Require.ALL || rule.environments().size() == 1;
    }

    private static String distinct(String name, String folder, Set<String> taken) {
        String candidate = name;
        for (int attempt = 1; taken.contains(key(candidate)); attempt++) {
            String suffix = " (" + folder + (attempt == 1 ? ")" : ", " + attempt + ")");
            if (suffix.length() > LONGEST_RULE_NAME / 2) {
                suffix = " (" + attempt + ")";
            }
            candidate = name.substring(0, Math.min(name.length(), LONGEST_RULE_NAME - suffix.length())) + suffix;
        }
        return candidate;
    }

    private static String key(String ruleName) {
        return ruleName.toLowerCase(Locale.ROOT);
    }
}
