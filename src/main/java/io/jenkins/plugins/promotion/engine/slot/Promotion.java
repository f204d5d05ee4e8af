package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt to bring a release into an environment, as the ledger knows it.
 *
 * @param requested what was asked for
 * @param requestedAt when
 * @param votes all that was said, in order, stale and withdrawn votes included
 * @param startedAt when the deployment began, {@code null} before
 * @param previous the version that it replaced or is replacing, {@code null} before it begins and for the first
 * @param evidence why it was allowed to begin, a sentence a rule
 * @param state where it is now
 * @param ticks all that was ticked and unticked, in order, stale ticks included
 * @param overrides the rules that were lifted for it
 * @param hotfix the declaration that made it an emergency hotfix, {@code null} when it is none
 * @param gates the health gates in its deployment, in the order in which they began
 * @param rollouts the rollouts in its deployment, in the order in which they began
 */
public record Promotion(
        SlotEvent.Requested requested,
        Instant requestedAt,
        List<Vote> votes,
        Instant startedAt,
        String previous,
        List<String> evidence,
        PromotionState state,
        List<Tick> ticks,
        List<RuleOverride> overrides,
        Declaration hotfix,
        List<GateRecord> gates,
        List<RolloutRecord> rollouts) {

    static Promotion requested(SlotEvent.Requested event, Instant at) {
        return new Promotion(
                event,
                at,
                List.of(),
                null,
                null,
                List.of(),
                new PromotionState.Waiting(),
                List.of(),
                event.overrides().stream().map(lifted -> lifted.at(at)).toList(),
                event.hotfix() == null ? null : event.hotfix().at(at),
                List.of(),
                List.of());
    }

    /**
     * A promotion that nobody asked for yet: what a slot would make of the request at that moment. Rules can be asked about
     * it.
     */
    public static Promotion imagined(SlotEvent.Requested request, Instant at) {
        return requested(request, at);
    }

    /** Its id. */
    public PromotionId id() {
        return requested.id();
    }

    /** What it brings. */
    public Release release() {
        return requested.release();
    }

    /** Whether it may start in a slot of that condition: only a rollback does where nobody knows what is live. */
    boolean mayStart(Condition condition) {
        return !condition.needsAcknowledgement() || requested.kind() == Kind.ROLLBACK;
    }

    /** Whether it waits for its rules. */
    public boolean isWaiting() {
        return state instanceof PromotionState.Waiting;
    }

    /** Whether it holds the slot. */
    public boolean isHolder() {
        return state instanceof PromotionState.Holding;
    }

    /** Whether its deployment is under way or being verified, and not a rollback after it. */
    public boolean isDeployment() {
        return state instanceof PromotionState.Deploying
                || state instanceof PromotionState.Verifying verifying && verifying.back() == null;
    }

    /** How it ended, {@code null} while it has not. */
    public Outcome outcome() {
        return state instanceof PromotionState.Over over ? over.outcome() : null;
    }

    /** When it ended, {@code null} while it has not. */
    public Instant endedAt() {
        return state instanceof PromotionState.Over over ? over.at() : null;
    }

    /** From the request to the end, or to {@code now} while it has not ended. */
    public Duration age(Instant now) {
        return Duration.between(requestedAt, endedAt() == null ? now : endedAt());
    }

    Promotion with(Vote vote) {
        return in(state, plus(votes, vote), ticks, overrides, hotfix);
    }

    Promotion withdrawn(int vote, Instant at) {
        List<Vote> all = new ArrayList<>(votes);
        all.set(vote - 1, all.get(vote - 1).withdrawn(at));
        return in(state, List.copyOf(all), ticks, overrides, hotfix);
    }

    Promotion with(Tick tick) {
        return in(state, votes, plus(ticks, tick), overrides, hotfix);
    }

    Promotion with(RuleOverride lifted) {
        return in(state, votes, ticks, plus(overrides, lifted), hotfix);
    }

    Promotion with(Declaration declared) {
        return in(state, votes, ticks, overrides, declared);
    }

    Promotion started(SlotEvent.DeployStarted event, PromotionState.Deploying deploying) {
        return new Promotion(
                requested,
                requestedAt,
                votes,
                deploying.since(),
                event.previous(),
                event.evidence(),
                deploying,
                ticks,
                overrides,
                hotfix,
                gates,
                rollouts);
    }

    /** A gate of its deployment, if there is one of that name. */
    public Optional<GateRecord> gate(String name) {
        return gates.stream().filter(each -> each.gate().equals(name)).findFirst();
    }

    Promotion with(GateRecord gate) {
        List<GateRecord> all = new ArrayList<>(gates);
        all.removeIf(each -> each.gate().equals(gate.gate()));
        all.add(gate);
        return new Promotion(
                requested,
                requestedAt,
                votes,
                startedAt,
                previous,
                evidence,
                state,
                ticks,
                overrides,
                hotfix,
                List.copyOf(all),
                rollouts);
    }

    /** A rollout of its deployment, if there is one of that name. */
    public Optional<RolloutRecord> rollout(String name) {
        return rollouts.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The rollout that has not ended. */
    public Optional<RolloutRecord> openRollout() {
        return rollouts.stream().filter(each -> !each.isOver()).findFirst();
    }

    Promotion with(RolloutRecord rollout) {
        List<RolloutRecord> all = new ArrayList<>(rollouts);
        all.removeIf(each -> each.name().equals(rollout.name()));
        all.add(rollout);
        return new Promotion(
                requested,
                requestedAt,
                votes,
                startedAt,
                previous,
                evidence,
                state,
                ticks,
                overrides,
                hotfix,
                gates,
                List.copyOf(all));
    }

    Promotion in(PromotionState next) {
        return in(next, votes, ticks, overrides, hotfix);
    }

    private Promotion in(
            PromotionState next, List<Vote> said, List<Tick> ticked, List<RuleOverride> lifted, Declaration declared) {
        return new Promotion(
                requested,
                requestedAt,
                said,
                startedAt,
                previous,
                evidence,
                next,
                ticked,
                lifted,
                declared,
                gates,
                rollouts);
    }

    private static <E> List<E> plus(List<E> some, E another) {
        List<E> all = new ArrayList<>(some);
        all.add(another);
        return List.copyOf(all);
    }
}
