package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Facts;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules of the game: which events a command leads to, and which effect a recorded state demands.
 *
 * <p>Pure. {@link #decide} and {@link #effect} read what they are given and answer; they record nothing and do nothing.
 * An intent stands in the events before its effect can be asked for: the body of a promotion is run only for a state in
 * which its start is recorded. Every prefix of the events of one decision leaves a state from which the machine goes on
 * to the same end, so a decision that was recorded in part loses nothing.
 */
public final class PromotionMachine {
    private final Environment environment;
    private final Function<EnvironmentName, SlotState> application;
    private final UserIds userIds;

    /**
     * @param environment the environment of the slot as it is configured now
     * @param application the slots of the same application, asked only for other environments
     * @param userIds how users are compared
     */
    public PromotionMachine(
            Environment environment, Function<EnvironmentName, SlotState> application, UserIds userIds) {
        this.environment = environment;
        this.application = application;
        this.userIds = userIds;
    }

    /**
     * The events that a command leads to; none when it changes nothing.
     *
     * @throws NotPossibleException when the command cannot be; a completion that comes too late is no error and leads to
     *     no event
     */
    public List<SlotEvent> decide(SlotState slot, Command command, Instant now) {
        Draft draft = new Draft(slot, now);
        if (command instanceof Command.Request request) {
            request(draft, request);
        } else if (command instanceof Command.CastVote vote) {
            vote(draft, vote);
        } else if (command instanceof Command.Reconsider reconsider) {
            advance(draft, reconsider.id());
        } else if (command instanceof Command.BodyEnded end) {
            bodyEnded(draft, end);
        } else if (command instanceof Command.Abort abort) {
            if (waiting(slot, abort.id()).isPresent()) {
                draft.end(abort.id(), Outcome.ABORTED, abort.reason(), abort.by());
            }
        } else if (command instanceof Command.BuildGone gone) {
            slot.find(gone.id())
                    .filter(promotion -> promotion.outcome() == null)
                    .ifPresent(promotion -> draft.end(
                            gone.id(),
                            promotion.isHolder() ? Outcome.UNKNOWN : Outcome.ABORTED,
                            gone.reason(),
                            null));
        } else if (command instanceof Command.Acknowledge acknowledge) {
            acknowledge(draft, acknowledge);
        }
        return List.copyOf(draft.events);
    }

    /** What the recorded state demands for a promotion. */
    public Effect effect(SlotState slot, PromotionId id, Instant now) {
        Promotion promotion = slot.find(id)
                .orElseThrow(() -> new NotPossibleException("There is no promotion " + id + " in " + environment.name() + "."));
        PromotionState state = promotion.state();
        if (state instanceof PromotionState.Deploying deploying) {
            return new Effect.RunBody(
                    promotion,
                    deploying.token(),
                    Effect.Mode.DEPLOY,
                    promotion.release().version(),
                    promotion.previous());
        } else if (state instanceof PromotionState.RollingBack back) {
            return new Effect.RunBody(
                    promotion,
                    back.token(),
                    Effect.Mode.ROLLBACK,
                    back.to().release().version(),
                    promotion.release().version());
        } else if (state instanceof PromotionState.Over) {
            return new Effect.Finish(promotion);
        }
        List<Finding> findings = findings(slot, promotion, now);
        Instant wakeAt = promotion.requested().deadline();
        for (Finding finding : findings) {
            Instant change = finding.changesAt();
            if (change != null && finding.status() == Status.WAITING && (wakeAt == null || change.isBefore(wakeAt))) {
                wakeAt = change;
            }
        }
        return new Effect.Wait(promotion, findings, wakeAt);
    }

    /** What every rule says of a promotion now, satisfied ones included. */
    public List<Finding> findings(SlotState slot, Promotion promotion, Instant now) {
        return RuleBook.evaluate(
                environment,
                new Facts(
                        promotion,
                        slot,
                        name -> name.equals(environment.name()) ? slot : application.apply(name),
                        userIds,
                        now));
    }

    /** The approval rules under which this person may vote on the promotion now. */
    public List<ApprovalRule> openTo(
            Voter voter, Promotion promotion) {
        return environment.approvals().stream()
                .filter(rule -> rule.refusal(voter, promotion, userIds).isEmpty())
                .toList();
    }

    private void request(Draft draft, Command.Request request) {
        Release release = knownSince(draft.slot, request.release());
        PromotionId id = draft.slot.nextId();
        draft.add(new SlotEvent.Requested(
                id,
                request.kind(),
                release,
                request.by(),
                request.onFailure(),
                request.deadline(),
                request.notes(),
                request.ticket()));
        advance(draft, id);
    }

    /** A version that was here before keeps the place in the order of releases that it had then. */
    private static Release knownSince(SlotState slot, Release release) {
        return slot.latest(earlier -> earlier.release().isSameAs(release))
                .map(earlier -> earlier.release().builtAt())
                .filter(builtAt -> builtAt.isBefore(release.builtAt()))
                .map(release::builtAt)
                .orElse(release);
    }

    private void vote(Draft draft, Command.CastVote vote) {
        Promotion promotion = waiting(draft.slot, vote.id())
                .orElseThrow(() -> new NotPossibleException(notWaiting(draft.slot, vote.id())));
        if (vote.decision() == Decision.REJECT && (vote.comment() == null || vote.comment().isBlank())) {
            throw new NotPossibleException("A rejection needs a comment that says why.");
        }
        List<ApprovalRule> rules = environment.approvals().stream()
                .filter(rule -> vote.rule() == null || rule.name().equals(vote.rule()))
                .toList();
        if (rules.isEmpty()) {
            throw new NotPossibleException(
                    environment.name() + " has no approval rule" + (vote.rule() == null ? "." : " '" + vote.rule() + "'."));
        }
        List<ApprovalRule> allowed = openTo(vote.voter(), promotion).stream().filter(rules::contains).toList();
        if (allowed.isEmpty()) {
            throw new NotPossibleException(rules.stream()
                    .map(rule -> rule.name() + ": "
                            + rule.refusal(vote.voter(), promotion, userIds).orElseThrow())
                    .collect(Collectors.joining("; ", "You may not vote on " + vote.id() + ". ", ".")));
        }
        for (ApprovalRule rule : allowed) {
            boolean given = rule.counted(promotion, userIds).stream()
                    .anyMatch(one -> userIds.sameUser(one.by().id(), vote.voter().principal().id()));
            if (!given || vote.decision() == Decision.REJECT) {
                draft.add(new SlotEvent.Voted(
                        vote.id(),
                        vote.voter().principal(),
                        rule.name(),
                        rule.version(),
                        promotion.release().identity(),
                        vote.decision(),
                        vote.comment() == null || vote.comment().isBlank() ? null : vote.comment().strip()));
            }
        }
        advance(draft, vote.id());
    }

    /** Takes a waiting promotion as far as it can go now. */
    private void advance(Draft draft, PromotionId id) {
        Optional<Promotion> found = waiting(draft.slot, id);
        if (found.isEmpty()) {
            return;
        }
        Promotion promotion = found.get();
        Optional<Vote> rejection = rejection(promotion);
        Instant deadline = promotion.requested().deadline();
        List<Finding> findings = findings(draft.slot, promotion, draft.now);
        Status worst = RuleBook.worst(findings);
        if (rejection.isPresent()) {
            draft.end(id, Outcome.REJECTED, rejection.get().comment(), rejection.get().by());
        } else if (worst == Status.REFUSED) {
            draft.end(id, Outcome.REFUSED, sentences(findings, Status.REFUSED), null);
        } else if (supersede(draft, promotion)) {
            return;
        } else if (deadline != null && !draft.now.isBefore(deadline)) {
            draft.end(id, Outcome.EXPIRED, "Its deadline passed while it waited. " + sentences(findings, Status.WAITING), null);
        } else if (worst == Status.SATISFIED) {
            draft.add(new SlotEvent.DeployStarted(
                    id,
                    draft.slot.live().map(live -> live.release().version()).orElse(null),
                    findings.stream().map(finding -> finding.rule() + ": " + finding.reason()).toList()));
        }
    }

    /** A rejection counts whatever became of the rule since: whoever may decide has said no. */
    private static Optional<Vote> rejection(Promotion promotion) {
        return promotion.votes().stream()
                .filter(vote -> vote.decision() == Decision.REJECT)
                .findFirst();
    }

    /** Ends older candidates, or this one when a newer waits; true when this one has ended. */
    private boolean supersede(Draft draft, Promotion promotion) {
        if (environment.queue() != QueuePolicy.NEWEST_FIRST) {
            return false;
        }
        for (Promotion other : draft.slot.open()) {
            if (other.isWaiting() && !other.id().equals(promotion.id())) {
                boolean otherIsOlder = isBefore(other, promotion);
                PromotionId older = otherIsOlder ? other.id() : promotion.id();
                PromotionId newer = otherIsOlder ? promotion.id() : other.id();
                draft.add(new SlotEvent.Ended(older, Outcome.SUPERSEDED, null, null, newer));
                if (!otherIsOlder) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isBefore(Promotion first, Promotion second) {
        int byAge = first.release().builtAt().compareTo(second.release().builtAt());
        return byAge < 0 || byAge == 0 && first.id().number() < second.id().number();
    }

    private void bodyEnded(Draft draft, Command.BodyEnded end) {
        Optional<Promotion> found = draft.slot.find(end.id()).filter(promotion -> token(promotion) == end.token());
        if (found.isEmpty()) {
            return;
        }
        Promotion promotion = found.get();
        if (promotion.state() instanceof PromotionState.RollingBack back) {
            draft.end(
                    end.id(),
                    end.failure() == null ? Outcome.ROLLED_BACK : Outcome.BROKEN,
                    end.failure() == null ? back.reason() : back.reason() + " The rollback failed too: " + end.failure(),
                    end.by());
        } else if (end.failure() == null) {
            draft.end(end.id(), Outcome.VERIFIED, null, null);
        } else if (rollsBack(draft.slot, promotion, end)) {
            String to = draft.slot.live().map(Live::release).map(Release::version).orElseThrow();
            draft.add(new SlotEvent.RollbackStarted(end.id(), to, end.failure()));
        } else {
            draft.end(end.id(), Outcome.FAILED, end.failure(), end.by());
        }
    }

    private static boolean rollsBack(SlotState slot, Promotion promotion, Command.BodyEnded end) {
        return end.mayRollBack()
                && promotion.requested().onFailure() == OnFailure.ROLLBACK
                && slot.live().filter(Live::verified).isPresent();
    }

    private static long token(Promotion promotion) {
        if (promotion.state() instanceof PromotionState.Deploying deploying) {
            return deploying.token();
        }
        return promotion.state() instanceof PromotionState.RollingBack back ? back.token() : -1;
    }

    private void acknowledge(Draft draft, Command.Acknowledge command) {
        Optional<Promotion> marked = draft.slot.marked().filter(promotion -> promotion.id().equals(command.id()));
        if (marked.isEmpty() || !draft.slot.condition().needsAcknowledgement()) {
            throw new NotPossibleException(
                    "There is nothing to acknowledge of " + command.id() + ": " + environment.name() + " is "
                            + draft.slot.condition() + ".");
        }
        if (command.reason() == null || command.reason().isBlank()) {
            throw new NotPossibleException("An acknowledgement needs a reason: how do you know what is live?");
        }
        draft.add(new SlotEvent.Acknowledged(
                command.id(), command.by(), command.found(), command.reason().strip()));
    }

    private static Optional<Promotion> waiting(SlotState slot, PromotionId id) {
        return slot.find(id).filter(Promotion::isWaiting);
    }

    private String notWaiting(SlotState slot, PromotionId id) {
        return slot.find(id)
                .map(promotion -> id + " does not wait any more: "
                        + (promotion.outcome() == null ? "it is being deployed." : "it ended " + promotion.outcome() + "."))
                .orElse("There is no promotion " + id + " in " + environment.name() + ".");
    }

    private static String sentences(List<Finding> findings, Status status) {
        return findings.stream()
                .filter(finding -> finding.status() == status)
                .map(finding -> finding.rule() + ": " + finding.reason())
                .collect(Collectors.joining(" "));
    }

    /** The events so far and the state that they lead to. */
    private static final class Draft {
        private final List<SlotEvent> events = new ArrayList<>();
        private final Instant now;
        private SlotState slot;

        Draft(SlotState slot, Instant now) {
            this.slot = slot;
            this.now = now;
        }

        void add(SlotEvent event) {
            slot = slot.after(new LedgerRecord(slot.version() + 1, now, event));
            events.add(event);
        }

        void end(PromotionId id, Outcome outcome, String reason, Principal by) {
            add(new SlotEvent.Ended(id, outcome, reason, by, null));
        }
    }
}
