package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers for a promotion that waits: why, who can change it, when it changes by itself. */
final class WaitingDetails {
    private static final Comparator<Status> WHAT_IS_MISSING_FIRST = Comparator.reverseOrder();

    private final RecordedPromotion.Readable recorded;
    private final Promotion promotion;
    private final Times times;

    WaitingDetails(RecordedPromotion.Readable recorded, Times times) {
        this.recorded = recorded;
        this.promotion = recorded.promotion();
        this.times = times;
    }

    Details of(Voter reader, boolean permitted, AcknowledgeForm acknowledge) {
        String environment = recorded.environment().name().value();
        List<Finding> findings = recorded.findings();
        long satisfied = findings.stream()
                .filter(finding -> finding.status() == Status.SATISFIED)
                .count();
        String meaning = meaning();
        Moment deadline = times.moment(promotion.requested().deadline());
        return new Details(
                Messages.WaitingDetails_title(environment),
                Messages.WaitingDetails_satisfied(satisfied, findings.size()),
                Messages.WaitingDetails_said(environment, meaning),
                deadline == null ? meaning : meaning + " " + Messages.WaitingDetails_until(deadline.both()),
                null,
                findings.stream()
                        .sorted(Comparator.comparing(Finding::status, WHAT_IS_MISSING_FIRST))
                        .map(finding -> row(finding, reader, permitted))
                        .toList(),
                acknowledge,
                new Story(recorded.environment(), promotion, times).facts());
    }

    private String meaning() {
        String others = recorded.findings().stream()
                .filter(finding ->
                        finding.status() != Status.SATISFIED && rule(finding).isEmpty())
                .map(Finding::reason)
                .collect(Collectors.joining(" "));
        int missing = missingApprovals();
        String approvals = missing == 1
                ? Messages.WaitingDetails_oneApproval()
                : missing > 1 ? Messages.WaitingDetails_approvals(missing) : "";
        String both = (approvals + " " + others).strip();
        return both.isEmpty() ? Messages.WaitingDetails_soon() : both;
    }

    /** How many approvals are still to come, over all rules. */
    private int missingApprovals() {
        return recorded.environment().approvals().stream()
                .mapToInt(rule -> Math.max(
                        0,
                        rule.count()
                                - rule.counted(promotion, new RealmUserIds()).size()))
                .sum();
    }

    private RuleRow row(Finding finding, Voter reader, boolean permitted) {
        Optional<ApprovalRule> rule = rule(finding);
        Instant deadline = promotion.requested().deadline();
        String change = Messages.WaitingDetails_never();
        Instant when = null;
        if (finding.status() == Status.SATISFIED) {
            change = Messages.WaitingDetails_stays();
        } else if (finding.changesAt() != null
                && (deadline == null || finding.changesAt().isBefore(deadline))) {
            change = Messages.WaitingDetails_changes();
            when = finding.changesAt();
        } else if (deadline != null) {
            change = Messages.WaitingDetails_lapses();
            when = deadline;
        }
        return new RuleRow(
                Mark.of(finding.status()),
                finding.rule(),
                finding.reason(),
                rule.map(new Story(recorded.environment(), promotion, times)::votes)
                        .orElse(List.of()),
                rule.map(approvals -> Ballot.of(approvals, promotion, reader, permitted))
                        .orElse(null),
                finding.who(),
                change,
                times.moment(when));
    }

    private Optional<ApprovalRule> rule(Finding finding) {
        return recorded.environment().approvals().stream()
                .filter(rule -> rule.name().equals(finding.rule()))
                .findFirst();
    }
}
