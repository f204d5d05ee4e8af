package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.slot.Declaration;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.RuleOverride;
import java.util.Optional;

/** What a rule says of a promotion for which it may be lifted. */
final class Lifts {
    private Lifts() {}

    static Finding evaluate(Environment environment, Rule rule, Facts facts) {
        Promotion promotion = facts.promotion();
        Hotfix hotfix = promotion.hotfix() == null ? null : environment.hotfix();
        Finding finding = hotfix != null && rule instanceof ApprovalRule approvals
                ? approvals.evaluate(facts, Math.min(approvals.count(), hotfix.approvals()))
                : rule.evaluate(facts);
        Optional<RuleOverride> lifted = override(rule, promotion);
        if (lifted.isPresent()) {
            RuleOverride by = lifted.get();
            return finding.lifted(
                    Finding.Lift.OVERRIDE, "Overridden by " + by.by().display() + ": " + by.reason());
        } else if (hotfix != null && hotfix.lifts(rule)) {
            Declaration by = promotion.hotfix();
            return finding.lifted(
                    Finding.Lift.HOTFIX,
                    "Lifted for a hotfix declared by " + by.by().display() + ": " + by.reason());
        } else if (isWaived(environment, rule, promotion)) {
            return finding.lifted(Finding.Lift.ROLLBACK, "Waived for rollbacks of " + environment.name() + ".");
        }
        return finding;
    }

    private static boolean isWaived(Environment environment, Rule rule, Promotion promotion) {
        Rollback rollback = promotion.requested().rollback();
        return promotion.requested().kind() == Kind.ROLLBACK
                && rollback != null
                && rollback.fast()
                && environment.rollback() != null
                && environment.rollback().waives(rule);
    }

    /** The override that lifts this rule as it is now. */
    static Optional<RuleOverride> override(Rule rule, Promotion promotion) {
        return promotion.overrides().stream()
                .filter(lifted -> lifted.rule().equals(rule.name())
                        && lifted.ruleVersion().equals(rule.version()))
                .findFirst();
    }
}
