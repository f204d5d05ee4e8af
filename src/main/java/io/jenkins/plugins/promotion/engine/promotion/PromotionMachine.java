package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.RulesInForce;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.policy.WiderHold;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
    private final Setting setting;
    private final Queue queue;
    private final Voting voting;
    private final Ticking ticking;
    private final Lifting lifting;
    private final Watching watching;
    private final Ending ending;

    /** For an application in which no other slot has a quarantine, and that no hold stops but those of its slots. */
    public PromotionMachine(
            Environment environment, Function<EnvironmentName, SlotState> application, UserIds userIds) {
        this(environment, application, List.of(), List::of, userIds);
    }

    /**
     * @param environment the environment of the slot as it is configured now
     * @param application the slots of the same application, asked only for other environments
     * @param environments every environment of which the application has a slot: a quarantine that was set in one of them
     *     holds in all
     * @param holds asked for the holds of the environment that were set outside of the slot, whenever they matter
     * @param userIds how users are compared
     */
    public PromotionMachine(
            Environment environment,
            Function<EnvironmentName, SlotState> application,
            Collection<EnvironmentName> environments,
            Supplier<List<WiderHold>> holds,
            UserIds userIds) {
        this.environment = environment;
        this.setting = new Setting(environment, application, List.copyOf(environments), holds, userIds);
        this.queue = new Queue(setting);
        this.voting = new Voting(setting);
        this.ticking = new Ticking(setting);
        this.lifting = new Lifting(setting);
        this.watching = new Watching(setting);
        this.ending = new Ending(setting, watching);
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
            voting.cast(draft, waiting(draft, vote.id()), vote);
            queue.advance(draft, vote.id());
        } else if (command instanceof Command.WithdrawVote withdrawal) {
            voting.withdraw(draft, waiting(draft, withdrawal.id()), withdrawal);
        } else if (command instanceof Command.Tick tick) {
            ticking.tick(draft, waiting(draft, tick.id()), tick);
            queue.advance(draft, tick.id());
        } else if (command instanceof Command.Override override) {
            lifting.override(draft, waiting(draft, override.id()), override);
            queue.advance(draft, override.id());
        } else if (command instanceof Command.DeclareHotfix hotfix) {
            lifting.declare(draft, waiting(draft, hotfix.id()), hotfix);
            queue.advance(draft, hotfix.id());
        } else if (command instanceof Command.Reconsider reconsider) {
            queue.advance(draft, reconsider.id());
        } else if (command instanceof Command.BodyEnded end) {
            ending.bodyEnded(draft, end);
        } else if (command instanceof Command.VerificationEnded end) {
            ending.verificationEnded(draft, end);
        } else if (command instanceof Command.WatchEnded end) {
            watching.ended(draft, end);
        } else if (command instanceof Command.RollbackTriggered triggered) {
            Watching.triggered(draft, triggered);
        } else if (command instanceof Command.Abort abort) {
            ending.abort(draft, abort);
        } else if (command instanceof Command.BuildGone gone) {
            Ending.buildGone(draft, gone);
        } else if (command instanceof Command.Acknowledge acknowledge) {
            acknowledge(draft, acknowledge);
        } else if (command instanceof Command.StartGate gate) {
            Gating.start(draft, gate);
        } else if (command instanceof Command.EndGate gate) {
            Gating.end(draft, gate);
        } else if (command instanceof Command.DemandTag demand) {
            Tagging.demand(draft, demand.id(), demand.tag());
        } else if (command instanceof Command.IntendTag tag) {
            Tagging.intend(draft, tag);
        } else if (command instanceof Command.EndTag tag) {
            Tagging.end(draft, tag);
        } else if (command instanceof Command.RetryTag retry) {
            Tagging.retry(draft, retry);
        } else if (command instanceof Command.Hold hold) {
            Stopping.hold(draft, hold);
        } else if (command instanceof Command.LiftHold lift) {
            Stopping.lift(draft, lift);
        } else if (command instanceof Command.Quarantine quarantine) {
            Stopping.quarantine(draft, quarantine);
        } else if (command instanceof Command.LiftQuarantine lift) {
            Stopping.lift(draft, lift);
        }
        return draft.events();
    }

    /** What the recorded state demands for a promotion. */
    public Effect effect(SlotState slot, PromotionId id, Instant now) {
        Promotion promotion = slot.find(id)
                .orElseThrow(() ->
                        new NotPossibleException("There is no promotion " + id + " in " + environment.name() + "."));
        PromotionState state = promotion.state();
        if (state instanceof PromotionState.Deploying deploying) {
            return new Effect.RunBody(
                    promotion,
                    deploying.token(),
                    promotion.requested().kind() == Kind.ROLLBACK ? Effect.Mode.ROLLBACK : Effect.Mode.DEPLOY,
                    promotion.release().version(),
                    promotion.previous());
        } else if (state instanceof PromotionState.RollingBack back) {
            return new Effect.RunBody(
                    promotion,
                    back.token(),
                    Effect.Mode.ROLLBACK,
                    back.to().release().version(),
                    promotion.release().version());
        } else if (state instanceof PromotionState.Verifying verifying) {
            return new Effect.Verify(promotion, verifying.token(), verifying.gate(), verifying.plan());
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
        return setting.findings(slot, promotion, now);
    }

    /** The rules that hold for a promotion: those of the environment, and what its build adds. */
    public RulesInForce rules(Promotion promotion) {
        return setting.rules(promotion);
    }

    /** What every rule says of a promotion at that moment, and when it could start as far as the clock decides. */
    public Forecast forecast(SlotState slot, Promotion promotion, Instant at) {
        return Forecast.of(environment, setting.facts(slot, promotion, at));
    }

    /** The same for a request that nobody made yet. */
    public Forecast forecast(SlotState slot, Command.Request request, Instant at) {
        return forecast(slot, Promotion.imagined(requested(slot, request), at), at);
    }

    /** The approval rules under which this person may vote on the promotion now. */
    public List<ApprovalRule> openTo(Voter voter, Promotion promotion) {
        return voting.openTo(voter, promotion);
    }

    /** Why this person may not tick items of checklists of the promotion; empty when they may. */
    public Optional<String> tickRefusal(Voter voter, Promotion promotion) {
        return ticking.refusal(voter, promotion);
    }

    /** To which releases the slot can come back, and what stands in the way of the others. */
    public WaysBack waysBack(SlotState slot, Instant now) {
        return WaysBack.of(setting.facts(slot, null, now));
    }

    private void request(Draft draft, Command.Request request) {
        SlotEvent.Requested requested = requested(draft.slot(), request);
        draft.add(requested);
        queue.advance(draft, requested.id());
    }

    private SlotEvent.Requested requested(SlotState slot, Command.Request request) {
        List<String> checklist =
                RulesInForce.of(environment, request.checklist()).ofTheBuild();
        return new SlotEvent.Requested(
                slot.nextId(),
                request.kind(),
                knownSince(slot, request.release()),
                request.by(),
                request.onFailure(),
                request.deadline(),
                request.notes(),
                request.ticket(),
                request.changes(),
                lifting.overrides(request),
                lifting.declaration(request),
                checklist,
                request.migration(),
                request.rollback());
    }

    /** A version that was here before keeps the place in the order of releases that it had then. */
    private static Release knownSince(SlotState slot, Release release) {
        return slot.latest(earlier -> earlier.release().isSameAs(release))
                .map(earlier -> earlier.release().builtAt())
                .filter(builtAt -> builtAt.isBefore(release.builtAt()))
                .map(release::builtAt)
                .orElse(release);
    }

    private Promotion waiting(Draft draft, PromotionId id) {
        return draft.waiting(id).orElseThrow(() -> new NotPossibleException(notWaiting(draft.slot(), id)));
    }

    private void acknowledge(Draft draft, Command.Acknowledge command) {
        Optional<Promotion> marked =
                draft.slot().marked().filter(promotion -> promotion.id().equals(command.id()));
        if (marked.isEmpty() || !draft.slot().condition().needsAcknowledgement()) {
            throw new NotPossibleException("There is nothing to acknowledge of " + command.id() + ": "
                    + environment.name() + " is " + draft.slot().condition() + ".");
        }
        if (command.reason() == null || command.reason().isBlank()) {
            throw new NotPossibleException("An acknowledgement needs a reason: how do you know what is live?");
        }
        draft.add(new SlotEvent.Acknowledged(command.id(), command.by(), command.found(), command.reason()));
    }

    private String notWaiting(SlotState slot, PromotionId id) {
        return slot.find(id)
                .map(promotion -> id + " does not wait any more: "
                        + (promotion.outcome() == null
                                ? promotion.state() instanceof PromotionState.Verifying
                                        ? "it is being verified."
                                        : "it is being deployed."
                                : "it ended " + promotion.outcome() + "."))
                .orElse("There is no promotion " + id + " in " + environment.name() + ".");
    }
}
