package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.FreezeRule;
import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings.Waivable;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.UnknownAuthors;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Tick;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What every rule demands, written down a second time for the rules that {@link RandomLife} makes, all of them in UTC. */
final class RuleJudge {
    private RuleJudge() {}

    static boolean isLifted(Environment environment, Rule rule, Promotion promotion) {
        boolean overridden = promotion.overrides().stream()
                .anyMatch(lifted -> lifted.rule().equals(rule.name())
                        && lifted.ruleVersion().equals(rule.version()));
        boolean hotfix = promotion.hotfix() != null && environment.hotfix() != null;
        Liftable liftable = rule instanceof WindowRule
                ? Liftable.WINDOWS
                : rule instanceof FreezeRule
                        ? Liftable.FREEZES
                        : rule instanceof ChecklistRule
                                ? Liftable.CHECKLIST
                                : rule instanceof OrderRule ? Liftable.ORDER : Liftable.REQUEST;
        return overridden
                || isWaived(environment, rule, promotion)
                || hotfix
                        && rule instanceof ApprovalRule
                        && environment.hotfix().approvals() == 0
                || hotfix
                        && !(rule instanceof ApprovalRule)
                        && environment.hotfix().lifts().contains(liftable);
    }

    private static boolean isWaived(Environment environment, Rule rule, Promotion promotion) {
        if (promotion.requested().kind() != Kind.ROLLBACK
                || promotion.requested().rollback() == null
                || !promotion.requested().rollback().fast()
                || environment.rollback() == null) {
            return false;
        }
        Set<Waivable> waives = environment.rollback().waives();
        return rule instanceof ApprovalRule && waives.contains(Waivable.APPROVALS)
                || rule instanceof WindowRule && waives.contains(Waivable.WINDOWS)
                || rule instanceof FreezeRule && waives.contains(Waivable.FREEZES)
                || rule instanceof ChecklistRule && waives.contains(Waivable.CHECKLIST);
    }

    static boolean holds(
            Environment environment,
            Rule rule,
            Promotion promotion,
            SlotState slot,
            Application application,
            Instant at) {
        LocalDateTime clock = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        if (rule instanceof ApprovalRule approvals) {
            int needed = promotion.hotfix() == null || environment.hotfix() == null
                    ? approvals.count()
                    : Math.min(approvals.count(), environment.hotfix().approvals());
            return approvers(approvals, promotion, at).size() >= needed
                    && authorsAreKnownEnough(approvals, promotion, slot);
        } else if (rule instanceof WindowRule window) {
            return window.hours().windows().stream()
                    .anyMatch(one -> one.days().contains(clock.getDayOfWeek())
                            && !clock.toLocalTime().isBefore(one.from())
                            && clock.toLocalTime().isBefore(one.to()));
        } else if (rule instanceof FreezeRule freeze) {
            return clock.isBefore(freeze.closure().from())
                    || !clock.isBefore(
                            freeze.closure().from().plus(freeze.closure().length()));
        } else if (rule instanceof ChecklistRule checklist) {
            return checklist.items().stream().allMatch(item -> isTicked(checklist, item, promotion));
        } else if (rule instanceof RequestRule) {
            return promotion.requested().ticket() != null
                    || promotion.requested().kind() == Kind.ROLLBACK;
        }
        OrderRule order = (OrderRule) rule;
        Duration soak = order.soak() == null ? Duration.ZERO : order.soak();
        return order.environments().stream()
                .allMatch(name -> application.slot(name).ended().stream()
                        .anyMatch(other -> other.outcome() == Outcome.VERIFIED
                                && other.release()
                                        .identity()
                                        .equals(promotion.release().identity())
                                && !at.isBefore(other.endedAt().plus(soak))));
    }

    private static boolean isTicked(ChecklistRule checklist, String item, Promotion promotion) {
        List<Tick> ticks = promotion.ticks().stream()
                .filter(tick -> tick.item().equals(item)
                        && tick.rule().equals(checklist.name())
                        && tick.ruleVersion().equals(checklist.version())
                        && tick.releaseIdentity().equals(promotion.release().identity()))
                .toList();
        return !ticks.isEmpty() && ticks.get(ticks.size() - 1).ticked();
    }

    private static boolean authorsAreKnownEnough(ApprovalRule rule, Promotion promotion, SlotState slot) {
        Changes changes = promotion.requested().changes();
        if (!rule.excludeAuthors() || rule.unknownAuthors() == UnknownAuthors.WARN) {
            return true;
        } else if (changes == null || changes.unknown() != null) {
            return false;
        } else if (slot.live().isEmpty()) {
            return changes.since() == null;
        }
        Instant live = slot.live().get().release().builtAt();
        return changes.since() == null
                || slot.live().get().release().identity().equals(changes.since())
                || slot.latest(other -> other.release().identity().equals(changes.since()))
                        .filter(base -> !live.isBefore(base.release().builtAt()))
                        .isPresent();
    }

    private static Set<String> approvers(ApprovalRule rule, Promotion promotion, Instant at) {
        Set<String> approvers = new HashSet<>();
        for (Vote vote : promotion.votes()) {
            if (vote.rule().equals(rule.name())
                    && vote.ruleVersion().equals(rule.version())
                    && vote.releaseIdentity().equals(promotion.release().identity())
                    && vote.decision() == Decision.APPROVE
                    && vote.withdrawnAt() == null
                    && (rule.lapse() == null || at.isBefore(vote.at().plus(rule.lapse())))) {
                approvers.add(vote.by().id().toLowerCase(Locale.ROOT));
            }
        }
        if (rule.excludeInitiator()) {
            approvers.remove(promotion.requested().by().id().toLowerCase(Locale.ROOT));
        }
        if (rule.excludeAuthors() && promotion.requested().changes() != null) {
            promotion
                    .requested()
                    .changes()
                    .people()
                    .forEach(person -> approvers.remove(person.id().toLowerCase(Locale.ROOT)));
        }
        return approvers;
    }
}
