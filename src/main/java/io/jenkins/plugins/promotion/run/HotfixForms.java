package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.slot.Declaration;
import io.jenkins.plugins.promotion.view.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says of a promotion that waits what an emergency hotfix would change, or who declared one. */
final class HotfixForms {
    private final RecordedPromotion.Readable recorded;
    private final Rights rights;

    HotfixForms(RecordedPromotion.Readable recorded, Rights rights) {
        this.recorded = recorded;
        this.rights = rights;
    }

    /** The form; {@code null} where the environment knows no hotfix. */
    @CheckForNull
    HotfixForm form() {
        Hotfix hotfix = recorded.environment().hotfix();
        if (hotfix == null) {
            return null;
        }
        Declaration declared = recorded.promotion().hotfix();
        return new HotfixForm(
                consequences(hotfix),
                declared == null ? rights.hotfix(hotfix) : null,
                declared == null ? null : Person.of(declared.by()),
                declared == null ? null : declared.reason());
    }

    private List<String> consequences(Hotfix hotfix) {
        List<String> sentences = new ArrayList<>();
        if (!hotfix.lifts().isEmpty()) {
            sentences.add(Messages.HotfixForms_lifts(hotfix.lifts().stream()
                    .sorted(Comparator.naturalOrder())
                    .map(HotfixForms::word)
                    .collect(Collectors.joining(", "))));
        }
        for (ApprovalRule rule : recorded.environment().approvals()) {
            sentences.add(approvals(rule, Math.min(rule.count(), hotfix.approvals())));
        }
        sentences.add(Messages.HotfixForms_rest());
        return sentences;
    }

    private static String approvals(ApprovalRule rule, int needed) {
        if (needed == rule.count()) {
            return Messages.HotfixForms_asEver(rule.name(), needed);
        }
        return needed == 0
                ? Messages.HotfixForms_noApproval(rule.name(), rule.count())
                : Messages.HotfixForms_approvals(rule.name(), needed, rule.count());
    }

    private static String word(Hotfix.Liftable kind) {
        return switch (kind) {
            case WINDOWS -> Messages.HotfixForms_windows();
            case FREEZES -> Messages.HotfixForms_freezes();
            case ORDER -> Messages.HotfixForms_order();
            case CHECKLIST -> Messages.HotfixForms_checklist();
            case REQUEST -> Messages.HotfixForms_request();
        };
    }
}
