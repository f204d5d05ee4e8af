package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates what stands between a promotion and its deployment: the rules of the environment, in their order, and what its
 * build adds, as far as they are not lifted for it; then what holds for every slot whatever is configured and whoever lifts
 * what: quarantine, holds, no older release over a newer, no rollback but where it is safe, one deployment at a time, and
 * the queue.
 */
public final class RuleBook {
    /** The kind of the finding about the slot itself. */
    public static final String SLOT = "slot";
    /** The kind of the finding about the age of the release. */
    public static final String NEWER = "newer";

    /** The kind of the finding that the release is in quarantine. */
    public static final String QUARANTINE = "quarantine";
    /** The kind of the finding that the environment is held. */
    public static final String HOLD = "hold";

    /** The kind of the finding whether a rollback goes where it is safe. */
    public static final String WAY_BACK = "wayBack";

    static final String SLOT_RULE = "Slot";
    static final String NEWER_RULE = "Newer";
    static final String HOLD_RULE = "Hold";
    static final String QUARANTINE_RULE = "Quarantine";
    static final String WAY_BACK_RULE = "Way back";
    static final List<String> NAMES = List.of(
            SLOT_RULE, NEWER_RULE, HOLD_RULE, QUARANTINE_RULE, WAY_BACK_RULE, RulesInForce.CHECKLIST_OF_THE_BUILD);

    private static final String ACKNOWLEDGERS = "People with the permission to roll back: acknowledge what is live";

    private RuleBook() {}

    /**
     * One finding for each rule, none left out, satisfied and lifted ones included. Quarantine and hold have one only while
     * they are in force.
     */
    public static List<Finding> evaluate(Environment environment, Facts facts) {
        List<Finding> findings = new ArrayList<>();
        RulesInForce.of(environment, facts.promotion())
                .all()
                .forEach(rule -> findings.add(Lifts.evaluate(environment, rule, facts)));
        Stoppages.quarantine(facts).ifPresent(findings::add);
        Stoppages.hold(environment, facts).ifPresent(findings::add);
        newer(environment, facts).ifPresent(findings::add);
        WayBackRule.evaluate(facts).ifPresent(findings::add);
        findings.add(slot(environment, facts));
        return List.copyOf(findings);
    }

    /** The worst of the findings: refused before waiting before satisfied. */
    public static Status worst(List<Finding> findings) {
        return findings.stream().map(Finding::status).max(Enum::compareTo).orElse(Status.SATISFIED);
    }

    private static Optional<Finding> newer(Environment environment, Facts facts) {
        Promotion promotion = facts.promotion();
        Optional<Live> live = facts.slot().live();
        if (!environment.refuseOlder() || promotion.requested().kind() == Kind.ROLLBACK || live.isEmpty()) {
            return Optional.empty();
        }
        boolean older =
                promotion.release().builtAt().isBefore(live.get().release().builtAt())
                        && !promotion.release().isSameAs(live.get().release());
        String liveVersion = live.get().release().version();
        return Optional.of(
                older
                        ? new Finding(
                                NEWER_RULE,
                                NEWER,
                                Status.REFUSED,
                                promotion.release().version() + " was built before " + liveVersion
                                        + ", which is live in " + environment.name() + ". To go back to it, roll back.",
                                "People with the permission to roll back",
                                null)
                        : new Finding(
                                NEWER_RULE,
                                NEWER,
                                Status.SATISFIED,
                                "Not older than " + liveVersion + ", which is live.",
                                Finding.NOBODY,
                                null));
    }

    private static Finding slot(Environment environment, Facts facts) {
        SlotState slot = facts.slot();
        Condition condition = slot.condition();
        if (condition.needsAcknowledgement() && facts.promotion().requested().kind() != Kind.ROLLBACK) {
            return waits(
                    environment.name() + why(condition, slot.marked().orElseThrow())
                            + " Somebody has to look and acknowledge what is live, or roll back.",
                    ACKNOWLEDGERS);
        }
        Optional<Promotion> holder = slot.holder();
        if (holder.isPresent()) {
            return waits(
                    environment.name() + " is held by " + described(holder.get())
                            + (holder.get().state() instanceof PromotionState.Verifying
                                    ? ", which is deployed and being verified."
                                    : ", which is being deployed."),
                    "Whoever may abort " + holder.get().release().build());
        }
        boolean back = facts.promotion().requested().kind() == Kind.ROLLBACK;
        // nothing that only goes forward, and may wait for this very rollback, stands in the way back
        Optional<Promotion> ahead = environment.queue() == QueuePolicy.IN_ORDER
                ? slot.open().stream()
                        .filter(other -> !back || other.requested().kind() == Kind.ROLLBACK)
                        .findFirst()
                        .filter(first -> !first.id().equals(facts.promotion().id())
                                && first.id().number() < facts.promotion().id().number())
                : Optional.empty();
        return ahead.map(first -> waits(
                        described(first) + " is ahead in the queue.",
                        "Whoever may abort " + first.release().build()))
                .orElse(new Finding(SLOT_RULE, SLOT, Status.SATISFIED, "Free.", Finding.NOBODY, null));
    }

    private static String why(Condition condition, Promotion marked) {
        boolean back = marked.requested().kind() == Kind.ROLLBACK;
        if (condition == Condition.UNKNOWN) {
            return " is in an unknown state: nobody recorded how the " + (back ? "rollback to " : "deployment of ")
                    + described(marked) + " ended.";
        }
        return back
                ? " is broken: the rollback to " + described(marked) + " failed."
                : " is broken: neither the deployment of " + described(marked)
                        + " nor the rollback after it succeeded.";
    }

    private static Finding waits(String reason, String who) {
        return new Finding(SLOT_RULE, SLOT, Status.WAITING, reason, who, null);
    }

    private static String described(Promotion promotion) {
        return promotion.release().version() + " (" + promotion.release().build() + ")";
    }
}
