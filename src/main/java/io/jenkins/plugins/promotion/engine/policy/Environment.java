package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.schedule.Openings;
import io.jenkins.plugins.promotion.engine.schedule.Timetable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * @param hotfix what an emergency hotfix takes, {@code null} where none can be declared
 * @param hold why nothing may start here, in any application, {@code null} when it may
 * @param health what must be well after every deployment, {@code null} when that is left to the builds
 * @param rollback what rollbacks do without, {@code null} for nothing
 * @param watch how what is live is watched after its build has ended, {@code null} when nobody does
 * @param tag what every release is tagged with that is verified here, {@code null} for nothing
 */
public record Environment(
        EnvironmentName name,
        String description,
        List<Rule> rules,
        QueuePolicy queue,
        boolean refuseOlder,
        Hotfix hotfix,
        String hold,
        HealthDemand health,
        RollbackSettings rollback,
        WatchSettings watch,
        ReleaseTag tag) {

    private static final Set<String> NAMES_OF_WHAT_ALWAYS_HOLDS = RuleBook.NAMES.stream()
            .map(taken -> taken.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    private static final int LONGEST_HOLD = 500;

    /**
     * @throws InvalidValueException when two rules have one name, the environment requires itself, or its windows and
     *     freezes leave no time at which a deployment can start
     */
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
                        "each rule of an environment has its own name, and "
                                + String.join(", ", RuleBook.NAMES.subList(0, RuleBook.NAMES.size() - 1)) + " and "
                                + RuleBook.NAMES.get(RuleBook.NAMES.size() - 1) + " are taken");
            }
            if (rule instanceof OrderRule order && order.environments().contains(name)) {
                throw new InvalidValueException("order of " + name, name, "an environment cannot require itself");
            }
        }
        hold = hold == null || hold.isBlank()
                ? null
                : Approvers.line("hold of " + name, hold, LONGEST_HOLD).strip();
        List<Timetable> timetables = timetables(rules);
        if (timetables.size() > 1 && !Openings.areEverOpen(timetables)) {
            throw new InvalidValueException(
                    "windows of " + name,
                    timetables,
                    "its windows and freezes leave no time to deploy, it never opens");
        }
    }

    /** With its rules alone: what else there is comes with the methods below. */
    public Environment(
            EnvironmentName name, String description, List<Rule> rules, QueuePolicy queue, boolean refuseOlder) {
        this(name, description, rules, queue, refuseOlder, null, null, null, null, null, null);
    }

    /** The same with these hotfixes. */
    public Environment with(Hotfix other) {
        return new Environment(name, description, rules, queue, refuseOlder, other, hold, health, rollback, watch, tag);
    }

    /** The same, held for that reason. */
    public Environment held(String reason) {
        return new Environment(
                name, description, rules, queue, refuseOlder, hotfix, reason, health, rollback, watch, tag);
    }

    /** The same with these health checks. */
    public Environment with(HealthDemand other) {
        return new Environment(name, description, rules, queue, refuseOlder, hotfix, hold, other, rollback, watch, tag);
    }

    /** The same with this fast path for rollbacks. */
    public Environment with(RollbackSettings other) {
        return new Environment(name, description, rules, queue, refuseOlder, hotfix, hold, health, other, watch, tag);
    }

    /** The same, watched so. */
    public Environment with(WatchSettings other) {
        return new Environment(
                name, description, rules, queue, refuseOlder, hotfix, hold, health, rollback, other, tag);
    }

    /** The same, tagged so. */
    public Environment with(ReleaseTag other) {
        return new Environment(
                name, description, rules, queue, refuseOlder, hotfix, hold, health, rollback, watch, other);
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
        return rules(ApprovalRule.class);
    }

    /** The rules of one type, in order. */
    public <R extends Rule> List<R> rules(Class<R> type) {
        return rules.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The names of the permissions by which its rules say who may do something. */
    public Set<String> permissions() {
        Set<String> named = new LinkedHashSet<>();
        approvals().forEach(rule -> named.add(rule.permission()));
        named.add(hotfix == null ? null : hotfix.permission());
        named.remove(null);
        return named;
    }

    /** The rule of that name, ignoring case. */
    public Optional<Rule> rule(String ruleName) {
        return rules.stream()
                .filter(rule -> rule.name().equalsIgnoreCase(ruleName))
                .findFirst();
    }

    private static List<Timetable> timetables(List<Rule> rules) {
        return rules.stream()
                .filter(TimeRule.class::isInstance)
                .map(rule -> ((TimeRule) rule).timetable())
                .toList();
    }

    /** All rules in one sentence, and what must be well after a deployment in another. */
    public String sentence() {
        String enters = rules.isEmpty()
                ? "Every release may enter " + name + "."
                : "A release enters " + name + " once "
                        + rules.stream().map(Rule::sentence).collect(Collectors.joining(", and ")) + ".";
        String counts = health == null ? "" : " It counts there once " + health.sentence() + ".";
        return enters + counts + (watch == null ? "" : " " + watch.sentence());
    }
}
