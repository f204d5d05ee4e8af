package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A rollout in the deployment of a promotion, as the ledger knows it.
 *
 * @param started what is planned
 * @param startedAt when it began
 * @param weights what the release was given, in order; the last one may be intended only
 * @param standing how the present step stands
 * @param acts what was done to it, in order
 * @param looks what the analysis said, as far as it was something new
 * @param judged whether the analysis has said the last word on a step
 * @param end how it ended, {@code null} while it has not
 * @param endedAt when, {@code null} while it has not
 */
public record RolloutRecord(
        RolloutEvent.RolloutStarted started,
        Instant startedAt,
        List<RolloutWeight> weights,
        RolloutStanding standing,
        List<RolloutAct> acts,
        List<RolloutLook> looks,
        boolean judged,
        RolloutEvent.RolloutEnded end,
        Instant endedAt) {
    /** All of the traffic or of the instances, in per cent. */
    private static final int ALL = 100;

    /** Its name, unique in its promotion. */
    public String name() {
        return started.rollout();
    }

    /** Whether it has ended. */
    public boolean isOver() {
        return end != null;
    }

    /** The weight that was intended last. */
    public Optional<RolloutWeight> current() {
        return weights.isEmpty() ? Optional.empty() : Optional.of(weights.get(weights.size() - 1));
    }

    /** The present step, counted from 1; 0 before the first. */
    public int step() {
        return current().map(RolloutWeight::step).orElse(0);
    }

    /** The pause that it is in, empty while it is in none. */
    public Optional<RolloutAct> pause() {
        return standing.pausedSince() == null ? Optional.empty() : lastAct(RolloutAct.Kind.PAUSED);
    }

    /** Whether it has stopped by itself and asks a person. */
    public boolean asks() {
        return pause().filter(act -> act.by() == null).isPresent();
    }

    /** That it was sent back, empty when it was not. */
    public Optional<RolloutAct> sentBack() {
        return lastAct(RolloutAct.Kind.SENT_BACK);
    }

    private Optional<RolloutAct> lastAct(RolloutAct.Kind kind) {
        for (int i = acts.size() - 1; i >= 0; i--) {
            if (acts.get(i).kind() == kind) {
                return Optional.of(acts.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * When the present step has stood for as long as planned, the time in which its clock stood still not counted; empty
     * before its weight is set and while the clock stands still.
     */
    public Optional<Instant> bakeEnd() {
        return current()
                .filter(weight -> !isOver() && !weight.isOpen() && !weight.isBack() && standing.pausedSince() == null)
                .map(weight -> weight.setAt()
                        .plusSeconds(started.steps().get(weight.step() - 1).bakeSeconds())
                        .plus(standing.stopped()));
    }

    /** How long the present step has still to stand while its clock stands still. */
    public Duration bakeLeft() {
        RolloutWeight weight = current().orElseThrow();
        Duration bake =
                Duration.ofSeconds(started.steps().get(weight.step() - 1).bakeSeconds());
        if (weight.isOpen() || standing.pausedSince() == null) {
            return bake;
        }
        Duration stood =
                Duration.between(weight.setAt(), standing.pausedSince()).minus(standing.stopped());
        Duration left = bake.minus(stood);
        return left.isNegative() ? Duration.ZERO : left.compareTo(bake) > 0 ? bake : left;
    }

    /**
     * The promotion that deploys, after what one of its rollouts says; {@code null} when the event is not of a rollout.
     *
     * @param open the open promotions by id
     * @throws IllegalStateException when the record cannot follow
     */
    static Promotion after(LedgerRecord next, Function<PromotionId, Promotion> open) {
        if (!(next.event() instanceof RolloutEvent event)) {
            return null;
        }
        Promotion promotion = open.apply(event.id());
        demand(
                promotion.state() instanceof PromotionState.Deploying,
                "rollout " + event.rollout() + " is of a deployment, and " + event.id() + " is " + promotion.state());
        if (event instanceof RolloutEvent.RolloutStarted started) {
            demand(
                    promotion.openRollout().isEmpty()
                            && promotion.rollout(started.rollout()).isEmpty(),
                    "rollout " + started.rollout() + " cannot start");
            return promotion.with(new RolloutRecord(
                    started, next.at(), List.of(), RolloutStanding.NEW, List.of(), List.of(), false, null, null));
        }
        RolloutRecord rollout = promotion
                .openRollout()
                .filter(one -> one.name().equals(event.rollout()))
                .orElseThrow(() -> new IllegalStateException("rollout " + event.rollout() + " is not open"));
        return promotion.with(rollout.after(event, next.number(), next.at()));
    }

    private RolloutRecord after(RolloutEvent event, long number, Instant at) {
        if (event instanceof RolloutEvent.WeightIntended intended) {
            return intended(intended, number, at);
        } else if (event instanceof RolloutEvent.WeightSet set) {
            return set(set, at);
        } else if (event instanceof RolloutEvent.RolloutPaused paused) {
            demand(isUnderWay() && standing.pausedSince() == null, name() + " cannot pause");
            return acted(
                    standing.paused(at),
                    new RolloutAct(RolloutAct.Kind.PAUSED, step(), paused.by(), paused.reason(), at));
        } else if (event instanceof RolloutEvent.RolloutResumed resumed) {
            demand(isUnderWay() && standing.pausedSince() != null, name() + " is not paused");
            return acted(
                    standing.resumed(at, asks()),
                    new RolloutAct(RolloutAct.Kind.RESUMED, step(), resumed.by(), resumed.reason(), at));
        } else if (event instanceof RolloutEvent.StepSkipped skipped) {
            demand(isUnderWay() && skipped.step() == step() && !isMoving(), name() + " has nothing to skip");
            return acted(
                    standing.skipped(at, asks()),
                    new RolloutAct(RolloutAct.Kind.SKIPPED, step(), skipped.by(), skipped.reason(), at));
        } else if (event instanceof RolloutEvent.RolloutSentBack back) {
            demand(isUnderWay(), name() + " is on its way back");
            return acted(standing, new RolloutAct(RolloutAct.Kind.SENT_BACK, step(), back.by(), back.reason(), at));
        } else if (event instanceof RolloutEvent.RolloutLooked looked) {
            demand(isUnderWay() && looked.step() == step() && !isMoving(), name() + " has nothing to look at");
            return new RolloutRecord(
                    started,
                    startedAt,
                    weights,
                    standing.looked(looked),
                    acts,
                    plus(looks, new RolloutLook(looked, at)),
                    judged || looked.concludes(),
                    null,
                    null);
        }
        return ended((RolloutEvent.RolloutEnded) event, at);
    }

    private RolloutRecord intended(RolloutEvent.WeightIntended event, long number, Instant at) {
        boolean back = event.ends() != null;
        demand(!isMoving(), name() + " has a weight whose end is not on record");
        demand(isUnderWay(), name() + " is on its way back");
        if (back) {
            demand(event.weight() == 0 && event.step() == step(), name() + " goes back to 0");
        } else {
            demand(
                    event.step() == step() + 1
                            && event.step() <= started.steps().size()
                            && event.weight()
                                    == started.steps().get(event.step() - 1).weight()
                            && event.weight() >= 0
                            && event.weight() <= ALL,
                    name() + " has no step " + event.step() + " with weight " + event.weight());
            demand(sentBack().isEmpty() && standing.pausedSince() == null, name() + " may not go forward");
        }
        RolloutWeight weight = new RolloutWeight(
                number, event.step(), event.weight(), event.phase(), event.ends(), event.reason(), at, null, null);
        return with(plus(weights, weight), standing.next());
    }

    private RolloutRecord set(RolloutEvent.WeightSet event, Instant at) {
        RolloutWeight weight = current()
                .filter(last -> last.isOpen() && last.token() == event.token() && last.weight() == event.weight())
                .orElseThrow(() -> new IllegalStateException(
                        "nobody intends weight " + event.weight() + " with token " + event.token()));
        List<RolloutWeight> all = new ArrayList<>(weights);
        all.set(all.size() - 1, weight.set(event, at));
        return with(List.copyOf(all), standing.begins(at));
    }

    private RolloutRecord ended(RolloutEvent.RolloutEnded event, Instant at) {
        RolloutWeight last = current().orElse(null);
        boolean passed = event.outcome() == RolloutOutcome.PASSED;
        demand(
                last != null
                        && !last.isOpen()
                        && (passed
                                ? last.failure() == null && last.weight() == ALL
                                : last.isBack() && last.ends() == event.outcome()),
                name() + " cannot end " + event.outcome());
        return new RolloutRecord(started, startedAt, weights, standing, acts, looks, judged, event, at);
    }

    /** Whether the end of a run of the body is not on record. */
    public boolean isMoving() {
        return current().filter(RolloutWeight::isOpen).isPresent();
    }

    /** Whether it is neither over nor on its way back. */
    public boolean isUnderWay() {
        return !isOver() && current().filter(RolloutWeight::isBack).isEmpty();
    }

    private RolloutRecord with(List<RolloutWeight> given, RolloutStanding stands) {
        return new RolloutRecord(started, startedAt, given, stands, acts, looks, judged, null, null);
    }

    private RolloutRecord acted(RolloutStanding stands, RolloutAct act) {
        return new RolloutRecord(started, startedAt, weights, stands, plus(acts, act), looks, judged, null, null);
    }

    private static <E> List<E> plus(List<E> some, E another) {
        List<E> all = new ArrayList<>(some);
        all.add(another);
        return List.copyOf(all);
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
