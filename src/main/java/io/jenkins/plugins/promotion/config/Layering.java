package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.Tightening;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts what folders define on top of what they inherit.
 *
 * <p>A name that is not inherited is a new environment. For one that is, all inherited rules stay and those of the folder
 * come on top; one with the name of an inherited rule takes its place where it demands as much, and comes on top under
 * another name where it does not. So whatever a folder says, what satisfies the result satisfies what was inherited.
 * {@link Weakenings} has saving refuse what would only come on top because it is weaker.
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

    private static Environment tightened(Environment inherited, Environment added, String folder) {
        return new Environment(
                inherited.name(),
                added.description().isEmpty() ? inherited.description() : added.description(),
                rules(inherited, added, folder),
                inherited.queue(),
                inherited.refuseOlder() || added.refuseOlder(),
                hotfix(inherited, added),
                inherited.hold() == null ? added.hold() : inherited.hold(),
                added.health() == null ? inherited.health() : added.health().over(inherited.health()),
                rollback(inherited, added),
                added.watch() == null ? inherited.watch() : added.watch().over(inherited.watch()),
                inherited.tag() == null ? added.tag() : inherited.tag());
    }

    private static List<Rule> rules(Environment inherited, Environment added, String folder) {
        List<Rule> rules = new ArrayList<>(inherited.rules());
        Set<String> taken = new HashSet<>();
        inherited.rules().forEach(rule -> taken.add(key(rule.name())));
        for (Rule rule : added.rules()) {
            Optional<Rule> above = inherited.rule(rule.name());
            Optional<Rule> both = above.flatMap(inheritedRule -> inItsPlace(rule, inheritedRule));
            if (both.isPresent()) {
                rules.set(rules.indexOf(above.get()), both.get());
            } else {
                String name = distinct(rule.name(), folder, taken);
                taken.add(key(name));
                rules.add(name.equals(rule.name()) ? rule : rule.named(name));
            }
        }
        // an order comes first, as in an environment that is defined in one place
        rules.sort((first, second) -> Boolean.compare(second instanceof OrderRule, first instanceof OrderRule));
        return rules;
    }

    /** The rule that takes the place of the inherited one, if one can that demands both. */
    private static Optional<Rule> inItsPlace(Rule rule, Rule above) {
        if (rule instanceof OrderRule order && above instanceof OrderRule inherited) {
            return Optional.of(Orders.both(inherited, order));
        } else if (rule instanceof RequestRule request && above instanceof RequestRule inherited) {
            return Optional.of(
                    new RequestRule(request.ticket() || inherited.ticket(), request.notes() || inherited.notes()));
        }
        return Tightening.demandsAsMuch(rule, above) ? Optional.of(rule.named(above.name())) : Optional.empty();
    }

    /** The narrower of both; none where neither is. */
    private static Hotfix hotfix(Environment inherited, Environment added) {
        if (added.hotfix() == null || isWithin(inherited, added)) {
            return inherited.hotfix();
        }
        return isWithin(added, inherited) ? added.hotfix() : null;
    }

    /** A folder that says nothing leaves what is inherited; else only what both waive is waived. */
    private static RollbackSettings rollback(Environment inherited, Environment added) {
        return added.rollback() == null || inherited.rollback() == null
                ? inherited.rollback()
                : inherited.rollback().both(added.rollback());
    }

    private static boolean isWithin(Environment inner, Environment outer) {
        return Tightening.weakenings(onlyHotfix(outer), onlyHotfix(inner)).isEmpty();
    }

    private static Environment onlyHotfix(Environment environment) {
        return new Environment(environment.name(), "", List.of(), environment.queue(), true).with(environment.hotfix());
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
