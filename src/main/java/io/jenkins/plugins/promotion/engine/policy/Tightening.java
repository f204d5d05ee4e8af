package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what a folder says of an environment weakens what it inherits.
 *
 * <p>Inherited rules stay, and those of the folder come on top; a rule of the folder with the name of an inherited one takes
 * its place, and a rule that it does not name is none that it drops. Where it cannot be told whether one rule demands as
 * much as another, as of windows in different zones, it counts as weaker.
 */
public final class Tightening {
    private static final String HOTFIX = "Hotfix";
    private static final String ROLLBACK = "Rollback";
    private static final String TAG = "Release tag";

    private Tightening() {}

    /**
     * One way in which an environment would be weaker.
     *
     * @param rule the inherited rule
     * @param reason what is weaker, in a sentence
     */
    public record Weakening(String rule, String reason) {}

    /**
     * Every way in which the environment of a folder would weaken the inherited one; none when it may be so.
     *
     * @param inherited what holds outside of the folder
     * @param own what the folder says of the environment of the same name
     */
    public static List<Weakening> weakenings(Environment inherited, Environment own) {
        List<Weakening> found = new ArrayList<>();
        for (Rule rule : own.rules()) {
            inherited
                    .rule(rule.name())
                    .filter(above -> !demandsAsMuch(rule, above))
                    .ifPresent(above -> found.add(new Weakening(
                            above.name(),
                            "Inherited: " + above.sentence() + ". The folder asks for less: " + rule.sentence()
                                    + ".")));
        }
        if (inherited.refuseOlder() && !own.refuseOlder()) {
            found.add(new Weakening(
                    RuleBook.NEWER_RULE, "Inherited: an older release is refused. The folder lets it in."));
        }
        if (own.hotfix() != null && !isWithin(own.hotfix(), inherited.hotfix())) {
            found.add(
                    new Weakening(
                            HOTFIX,
                            inherited.hotfix() == null
                                    ? "Inherited: no emergency hotfix can be declared. The folder allows it."
                                    : "The folder lets a hotfix be declared by more people, or lifts more, than is inherited."));
        }
        if (own.rollback() != null && !isWithin(own.rollback(), inherited.rollback())) {
            found.add(new Weakening(
                    ROLLBACK,
                    "Inherited: a rollback waives "
                            + (inherited.rollback() == null
                                            || inherited.rollback().waives().isEmpty()
                                    ? "nothing"
                                    : String.join(", ", inherited.rollback().words()))
                            + ". The folder waives more: "
                            + String.join(", ", own.rollback().words()) + "."));
        }
        if (isOther(own.tag(), inherited.tag())) {
            found.add(new Weakening(
                    TAG,
                    "Inherited: a verified release is tagged " + inherited.tag().name() + ". The folder has another."));
        }
        if (inherited.health() != null && own.health() != null) {
            found.addAll(HealthTightening.weakenings(inherited.health(), own.health()));
        }
        if (own.watch() != null) {
            found.addAll(WatchSettings.weakenings(inherited.watch(), own.watch()));
        }
        return List.copyOf(found);
    }

    private static boolean isOther(ReleaseTag tag, ReleaseTag above) {
        return tag != null && above != null && !tag.equals(above);
    }

    private static boolean isWithin(RollbackSettings rollback, RollbackSettings above) {
        return rollback.waives().isEmpty() || above != null && above.waives().containsAll(rollback.waives());
    }

    /** Whether every promotion that satisfies the first rule satisfies the second. */
    public static boolean demandsAsMuch(Rule rule, Rule other) {
        if (rule instanceof ApprovalRule approvals && other instanceof ApprovalRule above) {
            return approvalsDemandAsMuch(approvals, above);
        } else if (rule instanceof OrderRule order && other instanceof OrderRule above) {
            return orderDemandsAsMuch(order, above);
        } else if (rule instanceof ChecklistRule checklist && other instanceof ChecklistRule above) {
            return checklist.items().containsAll(above.items());
        } else if (rule instanceof RequestRule request && other instanceof RequestRule above) {
            return (request.ticket() || !above.ticket()) && (request.notes() || !above.notes());
        } else if (rule instanceof WindowRule window && other instanceof WindowRule above) {
            return window.hours().isWithin(above.hours());
        } else if (rule instanceof FreezeRule freeze && other instanceof FreezeRule above) {
            return freeze.closure().covers(above.closure());
        }
        return false;
    }

    private static boolean approvalsDemandAsMuch(ApprovalRule rule, ApprovalRule above) {
        boolean authors = !above.excludeAuthors()
                || rule.excludeAuthors()
                        && (rule.unknownAuthors() == UnknownAuthors.REFUSE
                                || above.unknownAuthors() == UnknownAuthors.WARN);
        boolean lapse =
                above.lapse() == null || rule.lapse() != null && rule.lapse().compareTo(above.lapse()) <= 0;
        return rule.count() >= above.count()
                && rule.approvers().areWithin(above.approvers())
                && (rule.excludeInitiator() || !above.excludeInitiator())
                && authors
                && lapse;
    }

    private static boolean orderDemandsAsMuch(OrderRule rule, OrderRule above) {
        boolean soaks =
                above.soak() == null || rule.soak() != null && rule.soak().compareTo(above.soak()) >= 0;
        boolean all =
                rule.require() == OrderRule.Require.ALL || rule.environments().size() == 1;
        boolean allAbove =
                above.require() == OrderRule.Require.ALL || above.environments().size() == 1;
        boolean enough;
        if (allAbove) {
            enough = all && rule.environments().containsAll(above.environments());
        } else {
            enough = all
                    ? rule.environments().stream().anyMatch(above.environments()::contains)
                    : above.environments().containsAll(rule.environments());
        }
        return soaks && enough;
    }

    /** Whoever is named needs no permission to override, so that to name somebody is more where nobody was named. */
    private static boolean isWithin(Hotfix hotfix, Hotfix above) {
        return above != null
                && hotfix.declarers().isAnyone() == above.declarers().isAnyone()
                && hotfix.declarers().areWithin(above.declarers())
                && hotfix.approvals() >= above.approvals()
                && above.lifts().containsAll(hotfix.lifts());
    }
}
