package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who may tick the items of checklists, and which ticks are recorded. */
final class Ticking {
    private final Setting setting;

    Ticking(Setting setting) {
        this.setting = setting;
    }

    /** Why this person may not tick; empty when they may: under one approval rule at least, where there is one. */
    Optional<String> refusal(Voter voter, Promotion promotion) {
        List<ApprovalRule> approvals = setting.environment().approvals();
        List<Optional<String>> refusals = approvals.stream()
                .map(rule -> rule.refusal(voter, promotion, setting.userIds()).map(why -> rule.name() + ": " + why))
                .toList();
        return refusals.isEmpty() || refusals.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(refusals.stream().flatMap(Optional::stream).collect(Collectors.joining("; ")));
    }

    /** Records a tick, or that one is taken back, unless that is so already. */
    void tick(Draft draft, Promotion promotion, Command.Tick command) {
        ChecklistRule checklist = setting.rules(promotion).all(ChecklistRule.class).stream()
                .filter(rule -> command.rule() == null || rule.name().equals(command.rule()))
                .filter(rule -> rule.items().contains(command.item()))
                .findFirst()
                .orElseThrow(() -> new NotPossibleException("No checklist of "
                        + command.id()
                        + (command.rule() == null ? "" : " is called '" + command.rule() + "' and") + " has the item '"
                        + command.item() + "'."));
        refusal(command.voter(), promotion).ifPresent(why -> {
            throw new NotPossibleException(
                    "You may not tick '" + command.item() + "' of " + command.id() + ". " + why + ".");
        });
        if (checklist.ticked(promotion).containsKey(command.item()) != command.ticked()) {
            draft.add(new SlotEvent.Ticked(
                    command.id(),
                    command.voter().principal(),
                    checklist.name(),
                    checklist.version(),
                    promotion.release().identity(),
                    command.item(),
                    command.ticked()));
        }
    }
}
