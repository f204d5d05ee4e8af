package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.FreezeRule;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a promotion waits, in one go.
 *
 * @param why what is missing, without times
 * @param who who can change it, a phrase each
 * @param changesAt the first moment at which something changes by itself, {@code null} when nothing does
 * @param opensAt when the clock lets it go, {@code null} when the clock does not hold it back, or for ever
 * @param never whether the clock holds it back and no end of that is in sight
 */
record Wait(
        String why,
        List<String> who,
        @CheckForNull Instant changesAt,
        @CheckForNull Instant opensAt,
        boolean never) {
    static Wait of(RecordedPromotion.Readable recorded) {
        Forecast forecast = recorded.forecast();
        List<Finding> missing = forecast.findings().stream()
                .filter(finding -> finding.status() != Status.SATISFIED)
                .toList();
        boolean clock = missing.stream()
                .anyMatch(finding ->
                        finding.kind().equals(WindowRule.KIND) || finding.kind().equals(FreezeRule.KIND));
        return new Wait(
                why(recorded, missing),
                missing.stream().map(Finding::who).distinct().toList(),
                missing.stream()
                        .map(Finding::changesAt)
                        .filter(at -> at != null)
                        .min(Instant::compareTo)
                        .orElse(null),
                forecast.at().equals(forecast.clearAt()) ? null : forecast.clearAt(),
                clock && forecast.clearAt() == null);
    }

    private static String why(RecordedPromotion.Readable recorded, List<Finding> missing) {
        List<String> others = new ArrayList<>();
        int approvals = 0;
        int items = 0;
        boolean closed = false;
        for (Finding finding : missing) {
            Rule rule = recorded.rule(finding).orElse(null);
            if (rule instanceof ApprovalRule approval && finding.status() == Status.WAITING) {
                approvals += approvals(recorded, approval);
            } else if (rule instanceof ChecklistRule checklist) {
                items += checklist.items().size()
                        - checklist.ticked(recorded.promotion()).size();
            } else if (rule instanceof WindowRule) {
                closed = true;
            } else if (rule instanceof FreezeRule freeze) {
                others.add(Messages.Wait_frozen(sentence(freeze.reason())));
            } else if (finding.kind().equals(RuleBook.HOLD)) {
                others.add(held(recorded));
            } else {
                others.add(finding.reason());
            }
        }
        List<String> all = new ArrayList<>();
        if (approvals > 0) {
            all.add(approvals == 1 ? Messages.Wait_oneApproval() : Messages.Wait_approvals(approvals));
        }
        if (items > 0) {
            all.add(items == 1 ? Messages.Wait_oneItem() : Messages.Wait_items(items));
        }
        if (closed) {
            all.add(Messages.Wait_closed());
        }
        all.addAll(others);
        return all.isEmpty() ? Messages.Wait_soon() : String.join(" ", all);
    }

    /** How many approvals are still to come under a rule; a hotfix asks for less. */
    private static int approvals(RecordedPromotion.Readable recorded, ApprovalRule rule) {
        Promotion promotion = recorded.promotion();
        Hotfix hotfix =
                promotion.hotfix() == null ? null : recorded.environment().hotfix();
        int needed = hotfix == null ? rule.count() : Math.min(rule.count(), hotfix.approvals());
        return Math.max(
                0,
                needed
                        - rule.counted(promotion, new RealmUserIds(), recorded.now())
                                .size());
    }

    /** Its row tells who held it, since when, and whether it is held elsewhere too. */
    private static String held(RecordedPromotion.Readable recorded) {
        return recorded.slot()
                .hold()
                .map(Hold::reason)
                .map(reason -> Messages.Wait_heldFor(sentence(reason)))
                .orElseGet(Messages::Wait_held);
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
