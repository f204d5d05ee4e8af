package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what the ledger has of one promotion: who asked, who said what, why it was let in, how long it took. */
final class Story {
    private final Environment environment;
    private final Promotion promotion;
    private final Times times;

    Story(Environment environment, Promotion promotion, Times times) {
        this.environment = environment;
        this.promotion = promotion;
        this.times = times;
    }

    List<Details.Fact> facts() {
        SlotEvent.Requested requested = promotion.requested();
        List<Details.Fact> facts = new ArrayList<>();
        facts.add(Details.Fact.of(
                Messages.Story_requested(),
                Messages.Story_by(requested.by().display()),
                times.moment(promotion.requestedAt())));
        if (!promotion.isWaiting() && !promotion.votes().isEmpty()) {
            facts.add(Details.Fact.said(Messages.Story_votes(), votes()));
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

    private Details.Fact gate(GateRecord gate) {
        if (gate.end() == null) {
            return Details.Fact.of(
                    Messages.Story_gate(),
                    Messages.Story_gateRuns(String.join(", ", gate.checks())),
                    times.moment(gate.startedAt()));
        }
        String verdict = gate.end().verdict() == null ? "" : gate.end().verdict() + ". ";
        List<String> lines = new ArrayList<>(List.of(verdict + gate.end().reason()));
        gate.end().checks().forEach(check -> lines.add(check.check() + ": " + check.verdict() + ". " + check.reason()));
        return Details.Fact.of(Messages.Story_gate(), lines, times.moment(gate.endedAt()));
    }

    /** What was said under one rule, in order. */
    List<VoteLine> votes(ApprovalRule rule) {
        return promotion.votes().stream()
                .filter(vote -> vote.rule().equals(rule.name()))
                .map(vote -> line(
                        vote,
                        rule.isStale(vote, promotion)
                                ? Messages.Story_approvedBefore()
                                : decision(vote, environment.approvals().size() > 1 && !promotion.isWaiting())))
                .toList();
    }

    private List<VoteLine> votes() {
        return promotion.votes().stream()
                .map(vote -> rule(vote)
                        .filter(rule -> rule.isStale(vote, promotion) && vote.decision() == Decision.APPROVE)
                        .map(rule -> line(vote, Messages.Story_approvedUnder(vote.rule())))
                        .orElseGet(() -> line(vote, decision(vote, true))))
                .toList();
    }

    private Optional<ApprovalRule> rule(Vote vote) {
        return environment.approvals().stream()
                .filter(rule -> rule.name().equals(vote.rule()))
                .findFirst();
    }

    private VoteLine line(Vote vote, String said) {
        return new VoteLine(Person.of(vote.by()), said, times.moment(vote.at()), vote.comment());
    }

    private static String decision(Vote vote, boolean named) {
        boolean approved = vote.decision() == Decision.APPROVE;
        if (!named || vote.rule().equals(ApprovalRule.DEFAULT_NAME)) {
            return approved ? Messages.Story_approved() : Messages.Story_rejected();
        }
        return approved ? Messages.Story_approvedUnder(vote.rule()) : Messages.Story_rejectedUnder(vote.rule());
    }

    private String took() {
        Duration all = promotion.age(promotion.endedAt());
        return promotion.startedAt() == null
                ? Messages.Story_waited(times.length(all))
                : Messages.Story_took(
                        times.length(Duration.between(promotion.startedAt(), promotion.endedAt())),
                        times.length(Duration.between(promotion.requestedAt(), promotion.startedAt())));
    }

    private static void add(List<Details.Fact> facts, String label, String text) {
        if (text != null) {
            facts.add(Details.Fact.of(label, text));
        }
    }
}
