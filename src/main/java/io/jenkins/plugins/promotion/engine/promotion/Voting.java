package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Who may vote on a waiting promotion, and which votes are recorded. */
final class Voting {
    private final Setting setting;

    Voting(Setting setting) {
        this.setting = setting;
    }

    /** The approval rules under which this person may vote. */
    List<ApprovalRule> openTo(Voter voter, Promotion promotion) {
        return setting.environment().approvals().stream()
                .filter(rule ->
                        rule.refusal(voter, promotion, setting.userIds()).isEmpty())
                .toList();
    }

    /** Records a vote under each rule under which it counts and says something new. */
    void cast(Draft draft, Promotion promotion, Command.CastVote vote) {
        if (vote.decision() == Decision.REJECT
                && (vote.comment() == null || vote.comment().isBlank())) {
            throw new NotPossibleException("A rejection needs a comment that says why.");
        }
        for (ApprovalRule rule : allowed(promotion, vote)) {
            if (!hasSaid(rule, promotion, vote, draft.now())) {
                draft.add(new SlotEvent.Voted(
                        vote.id(),
                        vote.voter().principal(),
                        rule.name(),
                        rule.version(),
                        promotion.release().identity(),
                        vote.decision(),
                        vote.comment()));
            }
        }
    }

    private List<ApprovalRule> allowed(Promotion promotion, Command.CastVote vote) {
        List<ApprovalRule> meant = setting.environment().approvals().stream()
                .filter(rule -> vote.rule() == null || rule.name().equals(vote.rule()))
                .toList();
        if (meant.isEmpty()) {
            throw new NotPossibleException(setting.environment().name() + " has no approval rule"
                    + (vote.rule() == null ? "." : " '" + vote.rule() + "'."));
        }
        List<ApprovalRule> allowed =
                openTo(vote.voter(), promotion).stream().filter(meant::contains).toList();
        if (allowed.isEmpty()) {
            throw new NotPossibleException(meant.stream()
                    .map(rule -> rule.name() + ": "
                            + rule.refusal(vote.voter(), promotion, setting.userIds())
                                    .orElseThrow())
                    .collect(Collectors.joining("; ", "You may not vote on " + vote.id() + ". ", ".")));
        }
        return allowed;
    }

    /** A rejection that is on record is not recorded again when a crash came before the end that it leads to. */
    private boolean hasSaid(ApprovalRule rule, Promotion promotion, Command.CastVote vote, Instant now) {
        return (vote.decision() == Decision.APPROVE
                        ? rule.counted(promotion, setting.userIds(), now).stream()
                        : promotion.votes().stream()
                                .filter(given -> given.decision() == Decision.REJECT
                                        && given.rule().equals(rule.name())))
                .anyMatch(given -> setting.userIds()
                        .sameUser(given.by().id(), vote.voter().principal().id()));
    }

    /** Takes back every approval of this person that stands, also one that does not count any more. */
    void withdraw(Draft draft, Promotion promotion, Command.WithdrawVote command) {
        boolean any = false;
        for (int i = 0; i < promotion.votes().size(); i++) {
            Vote vote = promotion.votes().get(i);
            if (vote.stands()
                    && vote.decision() == Decision.APPROVE
                    && (command.rule() == null || command.rule().equals(vote.rule()))
                    && setting.userIds().sameUser(vote.by().id(), command.by().id())) {
                draft.add(new SlotEvent.VoteWithdrawn(command.id(), command.by(), i + 1));
                any = true;
            }
        }
        if (!any) {
            throw new NotPossibleException("There is no approval of yours to withdraw from " + command.id() + ".");
        }
    }
}
