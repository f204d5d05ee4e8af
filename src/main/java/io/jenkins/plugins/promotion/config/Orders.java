package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.OrderRule.Require;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders of which both are demanded. The longer soak counts for all of the environments. */
final class Orders {
    private Orders() {}

    /** A rule that demands both, and where no rule demands just that, all of the environments. */
    static OrderRule both(OrderRule first, OrderRule second) {
        return exactly(first, second).orElseGet(() -> all(first, second));
    }

    /** The rule that demands neither more nor less environments than both. */
    static Optional<OrderRule> exactly(OrderRule first, OrderRule second) {
        if (implies(first, second)) {
            return Optional.of(new OrderRule(first.environments(), first.require(), soak(first, second)));
        }
        if (implies(second, first)) {
            return Optional.of(new OrderRule(second.environments(), second.require(), soak(first, second)));
        }
        return demandsAll(first) && demandsAll(second) ? Optional.of(all(first, second)) : Optional.empty();
    }

    private static OrderRule all(OrderRule first, OrderRule second) {
        Set<EnvironmentName> union = new LinkedHashSet<>(first.environments());
        union.addAll(second.environments());
        return new OrderRule(List.copyOf(union), Require.ALL, soak(first, second));
    }

    private static Duration soak(OrderRule first, OrderRule second) {
        if (first.soak() == null || second.soak() == null) {
            return first.soak() == null ? second.soak() : first.soak();
        }
        return first.soak().compareTo(second.soak()) >= 0 ? first.soak() : second.soak();
    }

    /** Whether every release that was verified where the first rule asks for it was so for the second. */
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
}
