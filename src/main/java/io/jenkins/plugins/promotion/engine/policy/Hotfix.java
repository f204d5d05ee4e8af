package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an emergency hotfix takes in an environment: less than another promotion, once somebody who may has declared it.
 *
 * @param users ids of those who may declare one
 * @param groups names of groups whose members may; with nobody named, whoever has the permission to override may
 * @param permission the name of a permission whose holders may too, {@code null} for none
 * @param approvals how many approvals each approval rule asks for then at most, 0 to 100
 * @param lifts which kinds of rules it lifts
 */
public record Hotfix(List<String> users, List<String> groups, String permission, int approvals, Set<Liftable> lifts) {
    /** A kind of rule that a hotfix can lift. Slot, queue, holds, quarantine and ledger are none. */
    public enum Liftable {
        /** {@link WindowRule}. */
        WINDOWS("window"),
        /** {@link FreezeRule}. */
        FREEZES("freeze"),
        /** {@link OrderRule}. */
        ORDER("order"),
        /** {@link ChecklistRule}. */
        CHECKLIST("checklist"),
        /** {@link RequestRule}. */
        REQUEST("request");

        private final String kind;

        Liftable(String kind) {
            this.kind = kind;
        }

        /** As administrators write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String kind() {
            return kind;
        }
    }

    /** @throws InvalidValueException for a user or group without a name, or a number of approvals out of range */
    public Hotfix {
        users = Approvers.named("users of hotfix", users);
        groups = Approvers.named("groups of hotfix", groups);
        permission = Approvers.permission("permission of hotfix", permission);
        lifts = lifts == null || lifts.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(lifts));
        if (approvals < 0 || approvals > 100) {
            throw new InvalidValueException("approvals of hotfix", approvals, "0 to 100 can be asked for");
        }
    }

    /** Why this person may not declare one; empty when they may. */
    public Optional<String> refusal(Voter voter, UserIds userIds) {
        return declarers().include(voter, userIds)
                ? Optional.empty()
                : Optional.of("only " + declarers().described("people with the permission to override") + " may");
    }

    /** Whether it says who may declare one; where it does not, whoever has the permission to override may. */
    public boolean namesDeclarers() {
        return !declarers().isAnyone();
    }

    boolean lifts(Rule rule) {
        return lifts.stream().anyMatch(liftable -> liftable.kind().equals(rule.kind()))
                || approvals == 0 && rule instanceof ApprovalRule;
    }

    Approvers declarers() {
        return new Approvers(users, groups, permission);
    }
}
