package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.Tick;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells what the ledger has of one promotion: who asked, who said what, why it was let in, how long it took. */
final class Story {
    private final RecordedPromotion.Readable recorded;
    private final Promotion promotion;
    private final Rights rights;
    private final Times times;

    Story(RecordedPromotion.Readable recorded, Rights rights, Times times) {
        this.recorded = recorded;
        this.promotion = recorded.promotion();
        this.rights = rights;
        this.times = times;
    }

    List<Details.Fact> facts() {
        SlotEvent.Requested requested = promotion.requested();
        List<Details.Fact> facts = new ArrayList<>();
        facts.add(Details.Fact.of(
                Messages.Story_requested(),
                Messages.Story_by(requested.by().display()),
                times.moment(promotion.requestedAt())));
        add(facts, Messages.Story_rollback(), rollback(requested.rollback()));
        if (!promotion.isWaiting()) {
            said(facts, Messages.Story_hotfix(), hotfix());
        }
        said(facts, promotion.isWaiting() ? Messages.Story_notCounted() : Messages.Story_votes(), votes());
        if (!promotion.isWaiting()) {
            said(facts, Messages.Story_checklist(), ticks());
            said(facts, Messages.Story_overrides(), overrides());
        }
        if (!promotion.evidence().isEmpty()) {
            facts.add(Details.Fact.of(Messages.Story_evidence(), promotion.evidence()));
        }
        if (promotion.startedAt() != null) {
            String replaced = promotion.previous() == null
                    ? Messages.Story_first()
                    : Messages.Story_inPlaceOf(promotion.previous());
            facts.add(Details.Fact.of(Messages.Story_started(), replaced, times.moment(promotion.startedAt())));
        }
        promotion.gates().forEach(gate -> facts.add(gate(gate)));
        if (promotion.endedAt() != null) {
            facts.add(Details.Fact.of(Messages.Story_ended(), took(), times.moment(promotion.endedAt())));
        }
        WatchDetails watch = WatchDetails.of(recorded);
        if (watch != null && watch.fact(times) != null) {
            facts.add(watch.fact(times));
        }
        TagFacts.of(recorded, rights, times).forEach(facts::add);
        add(facts, Messages.Story_notes(), requested.notes());
        add(facts, Messages.Story_ticket(), requested.ticket());
        if (!promotion.release().artifacts().isEmpty()) {
            facts.add(Details.Fact.of(
                    Messages.Story_artifacts(),
                    promotion.release().artifacts().stream()
                            .map(Artifact::toString)
                            .toList()));
        }
        add(facts, Messages.Story_commit(), promotion.release().commit());
        facts.add(Details.Fact.of(Messages.Story_id(), promotion.id().toString()));
        return facts;
    }

    @CheckForNull
    private String rollback(@CheckForNull Rollback rollback) {
        return rollback == null
                ? null
                : rollback.fromVersion() == null
                        ? times.told(rollback.reason())
                        : Messages.Story_from(rollback.fromVersion(), times.told(rollback.reason()));
    }

    private Details.Fact gate(GateRecord gate) {
        String label = gate.isOfEnvironment() ? Messages.Story_verification() : Messages.Story_gate();
        if (gate.end() == null) {
            return Details.Fact.of(
                    label, Messages.Story_gateRuns(String.join(", ", gate.checks())), times.moment(gate.startedAt()));
        }
        String verdict = gate.end().verdict() == null ? "" : gate.end().verdict() + ". ";
        List<String> lines = new ArrayList<>(List.of(verdict + gate.end().reason()));
        gate.end().checks().forEach(check -> lines.add(check.check() + ": " + check.verdict() + ". " + check.reason()));
        return Details.Fact.of(label, lines, times.moment(gate.endedAt()));
    }

    /** What was said under one rule and counts, in order. */
    List<VoteLine> counted(ApprovalRule rule) {
        return rule.counted(promotion, new RealmUserIds(), recorded.now()).stream()
                .map(vote -> line(vote, Messages.Story_approved()))
                .toList();
    }

    /** All that was said; of a promotion that waits, what does not stand in the row of its rule. */
    private List<VoteLine> votes() {
        List<Vote> shown = promotion.isWaiting()
                ? recorded.environment().approvals().stream()
                        .flatMap(rule -> rule.counted(promotion, new RealmUserIds(), recorded.now()).stream())
                        .toList()
                : List.of();
        return promotion.votes().stream()
                .filter(vote -> !shown.contains(vote))
                .map(vote -> line(vote, decision(vote)))
                .toList();
    }

    private String decision(Vote vote) {
        boolean approved = vote.decision() == Decision.APPROVE;
        boolean plain = vote.rule().equals(ApprovalRule.DEFAULT_NAME);
        if (!vote.stands()) {
            return plain ? Messages.Story_withdrawn() : Messages.Story_withdrawnUnder(vote.rule());
        } else if (approved && isStale(vote)) {
            return plain ? Messages.Story_stale() : Messages.Story_staleUnder(vote.rule());
        } else if (plain) {
            return approved ? Messages.Story_approved() : Messages.Story_rejected();
        }
        return approved ? Messages.Story_approvedUnder(vote.rule()) : Messages.Story_rejectedUnder(vote.rule());
    }

    /**
     * Whether the rule has changed since the vote. Of a promotion that waits no more, the record alone tells: later votes
     * were given for another version of the rule.
     */
    private boolean isStale(Vote vote) {
        if (promotion.isWaiting()) {
            return recorded.environment().approvals().stream()
                    .anyMatch(rule -> rule.name().equals(vote.rule()) && rule.isStale(vote, promotion));
        }
        return promotion.votes().stream()
                .anyMatch(later -> later.rule().equals(vote.rule())
                        && later.at().isAfter(vote.at())
                        && !later.ruleVersion().equals(vote.ruleVersion()));
    }

    private List<VoteLine> ticks() {
        return promotion.ticks().stream()
                .map(tick -> new VoteLine(Person.of(tick.by()), said(tick), times.moment(tick.at()), null))
                .toList();
    }

    private static String said(Tick tick) {
        return tick.ticked() ? Messages.Story_ticked(tick.item()) : Messages.Story_unticked(tick.item());
    }

    private List<VoteLine> overrides() {
        return promotion.overrides().stream()
                .map(lifted -> new VoteLine(
                        Person.of(lifted.by()),
                        Messages.Story_overrode(lifted.rule()),
                        times.moment(lifted.at()),
                        lifted.reason()))
                .toList();
    }

    private List<VoteLine> hotfix() {
        return promotion.hotfix() == null
                ? List.of()
                : List.of(new VoteLine(
                        Person.of(promotion.hotfix().by()),
                        Messages.Story_declared(),
                        times.moment(promotion.hotfix().at()),
                        promotion.hotfix().reason()));
    }

    private VoteLine line(Vote vote, String said) {
        return new VoteLine(
                Person.of(vote.by()),
                said,
                times.moment(vote.stands() ? vote.at() : vote.withdrawnAt()),
                vote.comment());
    }

    private String took() {
        Duration all = promotion.age(promotion.endedAt());
        return promotion.startedAt() == null
                ? Messages.Story_waited(times.length(all))
                : Messages.Story_took(
                        times.length(Duration.between(promotion.startedAt(), promotion.endedAt())),
                        times.length(Duration.between(promotion.requestedAt(), promotion.startedAt())));
    }

    private static void said(List<Details.Fact> facts, String label, List<VoteLine> lines) {
        if (!lines.isEmpty()) {
            facts.add(Details.Fact.said(label, lines));
        }
    }

    private static void add(List<Details.Fact> facts, String label, String text) {
        if (text != null) {
            facts.add(Details.Fact.of(label, text));
        }
    }
}
