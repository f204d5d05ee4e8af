package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.FreezeRule;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.policy.TimeRule;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the rows of the rules of a promotion that waits, for one reader. */
final class RuleRows {
    private static final Comparator<Finding> WHAT_IS_MISSING_FIRST =
            Comparator.comparing(Finding::status, Comparator.reverseOrder());

    private final RecordedPromotion.Readable recorded;
    private final Promotion promotion;
    private final Rights rights;
    private final Times times;
    private final Stops stops;

    RuleRows(RecordedPromotion.Readable recorded, Rights rights, Times times) {
        this.recorded = recorded;
        this.promotion = recorded.promotion();
        this.rights = rights;
        this.times = times;
        this.stops = new Stops(recorded, times);
    }

    List<RuleRow> rows() {
        return recorded.findings().stream()
                .sorted(WHAT_IS_MISSING_FIRST)
                .map(this::row)
                .toList();
    }

    private RuleRow row(Finding finding) {
        Rule rule = recorded.rule(finding).orElse(null);
        Ballot ballot = rule instanceof ApprovalRule approvals ? Ballot.of(approvals, rights) : null;
        Checklist checklist =
                rule instanceof ChecklistRule list ? Checklist.of(list, promotion, times, rights.tick()) : null;
        boolean missing = finding.status() != Status.SATISFIED;
        boolean you = missing
                && (ballot != null && ballot.approval() == null || checklist != null && checklist.refusal() == null);
        Instant when = when(finding);
        return new RuleRow(
                URLEncoder.encode(finding.rule(), StandardCharsets.UTF_8),
                Mark.of(finding),
                finding.rule(),
                times.told(reason(finding, checklist)),
                notes(finding, rule),
                rule instanceof ApprovalRule approvals
                        ? new Story(recorded, rights, times).counted(approvals)
                        : List.of(),
                ballot,
                checklist,
                missing && rule != null && rights.mayOverride(),
                stops.places(finding),
                you,
                finding.who(),
                change(finding, when),
                times.moment(when),
                rule instanceof TimeRule time
                                && when != null
                                && !zone(time).id().equals(times.zone())
                        ? times.zone()
                        : null);
    }

    /** The items tell what is missing, so that the sentence need not. */
    private static String reason(Finding finding, Checklist checklist) {
        return checklist == null || finding.lifted() != null
                ? finding.reason()
                : Messages.RuleRows_ticked(
                        checklist.items().stream()
                                .filter(Checklist.Item::ticked)
                                .count(),
                        checklist.items().size());
    }

    private List<String> notes(Finding finding, Rule rule) {
        List<String> notes = new ArrayList<>();
        if (rule instanceof WindowRule window) {
            notes.add(Messages.RuleRows_windows(window.hours()));
        } else if (rule instanceof FreezeRule freeze
                && finding.status() == Status.SATISFIED
                && finding.lifted() == null) {
            notes.add(freeze.reason());
        }
        if (!(rule instanceof ChecklistRule)) {
            notes.addAll(finding.details());
        }
        notes.addAll(stops.notes(finding));
        return List.copyOf(notes);
    }

    /** When it changes by itself, or when the promotion gives up waiting for it; {@code null} for never. */
    private Instant when(Finding finding) {
        Instant deadline = promotion.requested().deadline();
        if (finding.status() == Status.SATISFIED) {
            return finding.changesAt();
        }
        return finding.changesAt() == null
                        || deadline != null && !finding.changesAt().isBefore(deadline)
                ? deadline
                : finding.changesAt();
    }

    private static String change(Finding finding, Instant when) {
        boolean satisfied = finding.status() == Status.SATISFIED;
        if (when == null) {
            return satisfied ? Messages.RuleRows_stays() : Messages.RuleRows_never();
        } else if (!when.equals(finding.changesAt())) {
            return Messages.RuleRows_lapses();
        }
        return switch (finding.kind()) {
            case WindowRule.KIND -> satisfied ? Messages.RuleRows_closes() : Messages.RuleRows_opens();
            case FreezeRule.KIND -> satisfied ? Messages.RuleRows_starts() : Messages.RuleRows_ends();
            default -> satisfied ? Messages.RuleRows_approvalLapses() : Messages.RuleRows_changes();
        };
    }

    private static ZoneName zone(TimeRule rule) {
        return rule instanceof WindowRule window
                ? window.hours().zone()
                : ((FreezeRule) rule).closure().zone();
    }
}
