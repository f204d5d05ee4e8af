package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.RulesInForce;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Declaration;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RuleOverride;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.util.List;
import java.util.stream.Collectors;

/** Lifts rules for one promotion: one by one, or those that an emergency hotfix lifts. */
final class Lifting {
    private final Setting setting;

    Lifting(Setting setting) {
        this.setting = setting;
    }

    /** The overrides that a request brings along. */
    List<RuleOverride> overrides(Command.Request request) {
        return request.overrides().stream()
                .map(wanted -> override(RulesInForce.of(setting.environment(), request.checklist()), wanted))
                .toList();
    }

    /** The declaration that a request brings along; {@code null} when it brings none. */
    Declaration declaration(Command.Request request) {
        return request.hotfix() == null
                ? null
                : declaration(request.hotfix().by(), request.hotfix().reason());
    }

    /** Records an override, unless the rule is lifted as it is now. */
    void override(Draft draft, Promotion promotion, Command.Override command) {
        RuleOverride lifted =
                override(setting.rules(promotion), new Command.Waiver(command.rule(), command.by(), command.reason()));
        boolean already = promotion.overrides().stream()
                .anyMatch(earlier -> earlier.rule().equals(lifted.rule())
                        && earlier.ruleVersion().equals(lifted.ruleVersion()));
        if (!already) {
            draft.add(new SlotEvent.Overridden(
                    command.id(), lifted.by(), lifted.rule(), lifted.ruleVersion(), lifted.reason()));
        }
    }

    /** Records a declaration, unless there is one. */
    void declare(Draft draft, Promotion promotion, Command.DeclareHotfix command) {
        Declaration declared = declaration(command.voter(), command.reason());
        if (promotion.hotfix() == null) {
            draft.add(new SlotEvent.HotfixDeclared(command.id(), declared.by(), declared.reason()));
        }
    }

    private RuleOverride override(RulesInForce rules, Command.Waiver wanted) {
        Rule rule = rules.find(wanted.rule() == null ? "" : wanted.rule())
                .orElseThrow(() ->
                        new NotPossibleException(setting.environment().name() + " has no rule '"
                                + wanted.rule() + "' that can be overridden. "
                                + (rules.all().isEmpty()
                                        ? "It has no rules."
                                        : rules.all().stream()
                                                .map(Rule::name)
                                                .collect(Collectors.joining(", ", "Its rules: ", ".")))));
        Reasons.demand(
                wanted.reason(),
                "An override needs a reason: why may this promotion do without '" + rule.name() + "'?");
        return new RuleOverride(wanted.by(), rule.name(), rule.version(), wanted.reason());
    }

    private Declaration declaration(Voter voter, String reason) {
        Hotfix hotfix = setting.environment().hotfix();
        if (hotfix == null) {
            throw new NotPossibleException("No emergency hotfix can be declared in "
                    + setting.environment().name() + ".");
        }
        hotfix.refusal(voter, setting.userIds()).ifPresent(refusal -> {
            throw new NotPossibleException("You may not declare an emergency hotfix in "
                    + setting.environment().name() + ": " + refusal + ".");
        });
        Reasons.demand(reason, "An emergency hotfix needs a reason: what is broken?");
        return new Declaration(voter.principal(), reason);
    }
}
