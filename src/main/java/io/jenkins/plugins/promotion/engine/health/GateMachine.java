package io.jenkins.plugins.promotion.engine.health;

import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From readings to one verdict: {@code (state, event, now) -> (state, effects)}, without I/O and without a clock of its
 * own.
 *
 * <ul>
 *   <li>Every check is probed once an interval, never twice at the same time.
 *   <li>Once the last readings of every check are well, as many in a row as asked for, the soak begins; without a soak the
 *       gate passes. At the end of the soak the same must hold again, with a reading of every check that came after it.
 *   <li>In the soak, fewer unwell readings in a row than {@code failureThreshold} are borne. Where that is 0, an unwell
 *       reading ends the soak, and all begins anew for as long as the timeout has not passed; after it, the gate fails.
 *   <li>Time in which nobody looked does not count as soak: while sources failed, while whoever runs the gate was gone, or
 *       when the clock was set forward.
 *   <li>When the clock is set back, everything that is to come is moved with it, or the gate would wait for too long.
 *       The deadline stays otherwise what it was, also over a restart.
 *   <li>A gate always ends: at its deadline, or when its soak has lasted longer by the timeout than was asked for.
 * </ul>
 */
public final class GateMachine {
    /** How much later than it may take a probe can be told; then it counts as lost. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(30);

    private final GatePlan plan;
    private final Judge judge;

    /** For gates of one plan. */
    public GateMachine(GatePlan plan) {
        this.plan = plan;
        this.judge = new Judge(plan);
    }

    /**
     * What an event led to.
     *
     * @param effects in the order in which they are to be carried out
     */
    public record Step(GateState state, List<GateEffect> effects) {}

    /** A gate begins. The first effects come with its first event. */
    public GateState start(Instant now) {
        return GateState.start(plan, now);
    }

    /** What an event leads to. After the end nothing changes any more, and there are no effects. */
    public Step handle(GateState before, GateEvent event, Instant now) {
        if (before.isOver()) {
            return new Step(before, List.of());
        }
        List<GateEffect> effects = new ArrayList<>();
        GateState state = passTime(before, now, effects);
        if (event instanceof GateEvent.Resumed) {
            state = state.with(check -> check.interrupted(now));
        } else if (event instanceof GateEvent.Read read) {
            state = read(state, read, now, effects);
        }
        state = lose(state, now);
        state = soak(state, now, effects);
        GateResult result = judge.result(state, now);
        if (result != null) {
            effects.add(new GateEffect.End(result));
            return new Step(state.ended(result), List.copyOf(effects));
        }
        state = probe(state, now, effects);
        effects.add(new GateEffect.Wake(wakeAt(state, now)));
        return new Step(state, List.copyOf(effects));
    }

    private GateState passTime(GateState before, Instant now, List<GateEffect> effects) {
        Duration passed = Duration.between(before.seenAt(), now);
        GateState state = before;
        if (passed.isNegative()) {
            effects.add(new GateEffect.Tell(
                    now,
                    "The clock was set back by " + DurationText.format(passed.negated())
                            + ", and the deadline of the gate with it."));
            state = before.moved(passed);
        } else if (passed.compareTo(plan.quiet()) > 0 && before.isSoaking()) {
            effects.add(new GateEffect.Tell(
                    now, "Nobody looked for " + DurationText.format(passed) + "; that does not count as soak."));
            state = before.withSoak(before.soakSince().plus(passed)).with(check -> check.wellMoved(passed));
        }
        return state.seen(now);
    }

    /** Probes end by themselves; one that does not, by a fault on this side, must not stop the gate. */
    private GateState lose(GateState state, Instant now) {
        return state.with(check -> {
            Duration time = plan.check(check.check()).time();
            if (!check.isUnderWay()
                    || time == null
                    || !now.isAfter(check.probedAt().plus(time).plus(LOST_AFTER))) {
                return check;
            }
            Reading.Failed lost = new Reading.Failed(
                    Fault.OTHER, "The probe has never ended.", Duration.between(check.probedAt(), now), 0, null);
            return check.after(lost, now, plan);
        });
    }

    private GateState read(GateState state, GateEvent.Read read, Instant now, List<GateEffect> effects) {
        return state.with(check -> {
            if (!check.check().equals(read.check()) || !check.isUnderWay() || check.token() != read.token()) {
                return check;
            }
            if (check.last() == null
                    || !check.last().getClass().equals(read.reading().getClass())) {
                effects.add(new GateEffect.Tell(now, Judge.sentence(read.check(), read.reading())));
            }
            return check.after(read.reading(), now, plan);
        });
    }

    private GateState soak(GateState state, Instant now, List<GateEffect> effects) {
        boolean unwell = state.checks().stream().anyMatch(check -> check.failures() > 0);
        if (state.soakSince() == null && judge.isWell(state)) {
            if (!plan.soak().isZero()) {
                effects.add(new GateEffect.Tell(
                        now, "Every check is well; it must stay so for " + DurationText.format(plan.soak()) + "."));
            }
            return state.withSoak(now).with(CheckState::soaking);
        } else if (state.soakSince() != null && plan.failureThreshold() == 0 && unwell) {
            effects.add(new GateEffect.Tell(now, "It did not stay well; the count begins anew."));
            return state.withSoak(null);
        }
        return state;
    }

    private GateState probe(GateState state, Instant now, List<GateEffect> effects) {
        long tokens = state.tokens();
        List<CheckState> checks = new ArrayList<>();
        for (CheckState check : state.checks()) {
            if (check.isUnderWay() || !isDue(state, check, now)) {
                checks.add(check);
            } else {
                checks.add(check.probing(++tokens, now));
                effects.add(new GateEffect.Probe(plan.check(check.check()), tokens, check.baseline()));
            }
        }
        return new GateState(
                state.startedAt(), state.deadline(), state.seenAt(), state.soakSince(), tokens, checks, null);
    }

    /** By its interval; and once the soak is done, so that the last word is from after it. */
    private boolean isDue(GateState state, CheckState check, Instant now) {
        Instant soakEnd = state.soakEnd(plan);
        boolean isLastWord = soakEnd != null
                && !soakEnd.isAfter(now)
                && check.last() instanceof Reading.Well
                && check.probedAt().isBefore(soakEnd);
        return isLastWord || !check.nextAt().isAfter(now);
    }

    /** At least once an interval, so that a time in which nobody looked is told from one in which nothing was due. */
    private Instant wakeAt(GateState state, Instant now) {
        Instant at = earlier(now.plus(plan.interval()), state.limit(plan));
        Instant soakEnd = state.soakEnd(plan);
        if (soakEnd != null && soakEnd.isAfter(now)) {
            at = earlier(at, soakEnd);
        }
        for (CheckState check : state.checks()) {
            if (!check.isUnderWay() && check.nextAt().isAfter(now)) {
                at = earlier(at, check.nextAt());
            }
        }
        return at;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
