package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * From what is recorded of a rollout to what is done next.
 *
 * <p>Pure, like the machine of promotions. What a person or the world does is recorded first; what follows from it is {@link
 * NextEvent}, which reads the record alone. So every prefix of the events of a decision leaves a record from which it goes on
 * to the same end, and after a restart it stands at the weight that was recorded last, with the end of the bake where it was.
 *
 * <ul>
 *   <li>A weight is intended before the body is run for it. While the end of that run is not on record, nothing else is
 *       intended: the weight is never higher than the one on record.
 *   <li>Whatever goes wrong leads to weight 0, once. When that fails too, nobody knows the weight, and the record says so.
 *   <li>While it is paused, the clock of its step stands still. The analysis goes on looking: harm ends also a rollout that
 *       waits for a person.
 *   <li>A step that the analysis looks at ends with its last word; one at which it cannot say anything does not pass.
 * </ul>
 */
public final class RolloutMachine {
    private RolloutMachine() {}

    /**
     * The events that a command leads to; none when it changes nothing.
     *
     * @throws NotPossibleException when the command cannot be; what comes too late from a body, an analysis or a clock is no
     *     error and leads to no event
     */
    public static List<SlotEvent> decide(SlotState slot, RolloutCommand command, Instant now) {
        RolloutDraft draft = new RolloutDraft(slot, command.id(), now);
        if (command instanceof RolloutCommand.Start start) {
            start(draft, start);
        } else if (command instanceof RolloutCommand.Act act) {
            act(draft, act);
        } else if (draft.find(command.rollout())) {
            follow(draft, command);
        }
        draft.advance();
        return draft.events();
    }

    private static void start(RolloutDraft draft, RolloutCommand.Start start) {
        Promotion promotion = draft.promotion()
                .orElseThrow(() -> new NotPossibleException("There is no promotion " + start.id() + "."));
        if (promotion.rollout(start.rollout()).isPresent()) {
            draft.find(start.rollout());
            return;
        }
        if (!(promotion.state() instanceof PromotionState.Deploying)) {
            throw new NotPossibleException(
                    "A rollout belongs to a deployment, and " + start.id() + " does not deploy at present.");
        }
        for (RolloutRecord before : promotion.rollouts()) {
            if (!before.isOver()) {
                throw new NotPossibleException("A rollout of " + start.id() + " is under way (" + before.name()
                        + "), and there is one at a time. Put them one after the other.");
            } else if (before.end().outcome() != RolloutOutcome.PASSED) {
                throw new NotPossibleException("The rollout before this one in " + start.id() + " ended "
                        + before.end().outcome() + ". Another attempt is another promotion.");
            }
        }
        draft.add(start.plan().started(start.id(), start.rollout()));
        draft.find(start.rollout());
    }

    /** What the body, the analysis, the clock and the build tell. */
    private static void follow(RolloutDraft draft, RolloutCommand command) {
        RolloutRecord rollout = draft.rollout();
        if (command instanceof RolloutCommand.BodyEnded end) {
            rollout.current()
                    .filter(weight -> weight.isOpen() && weight.token() == end.token())
                    .ifPresent(weight -> draft.add(new RolloutEvent.WeightSet(
                            end.id(), rollout.name(), weight.token(), weight.step(), weight.weight(), failure(end))));
        } else if (command instanceof RolloutCommand.Stop stop) {
            if (rollout.isUnderWay() && rollout.sentBack().isEmpty()) {
                draft.add(new RolloutEvent.RolloutSentBack(stop.id(), rollout.name(), stop.by(), stop.reason()));
            }
        } else if (command instanceof RolloutCommand.Looked looked) {
            looked(draft, looked);
        }
    }

    private static String failure(RolloutCommand.BodyEnded end) {
        return end.failure() != null && end.failure().isBlank() ? "It failed without saying why." : end.failure();
    }

    private static void looked(RolloutDraft draft, RolloutCommand.Looked looked) {
        RolloutRecord rollout = draft.rollout();
        if (!rollout.isUnderWay() || rollout.isMoving() || rollout.step() != looked.step()) {
            return;
        }
        Report said = looked.report();
        boolean harm = said.outcome() == Outcome.FAIL;
        boolean concludes = harm;
        if (!harm && rollout.pause().isEmpty() && rollout.standing().conclusion() == null) {
            boolean atEnd = looked.conclusion() != null
                    && rollout.bakeEnd()
                            .filter(end -> !looked.at().isBefore(end))
                            .isPresent();
            concludes = atEnd || said.outcome() == Outcome.PASS;
            said = atEnd ? looked.conclusion() : said;
        }
        if (concludes || Evidences.saysMore(said, rollout)) {
            draft.add(new RolloutEvent.RolloutLooked(
                    looked.id(),
                    rollout.name(),
                    looked.step(),
                    said.look(),
                    said.outcome().name(),
                    concludes,
                    said.sentence(),
                    Evidences.of(said)));
        }
    }

    private static void act(RolloutDraft draft, RolloutCommand.Act act) {
        if (!draft.find(act.rollout()) || draft.rollout().isOver()) {
            throw new NotPossibleException("There is no rollout of " + act.id() + " that is under way.");
        }
        RolloutRecord rollout = draft.rollout();
        if (!rollout.isUnderWay() || rollout.sentBack().isPresent()) {
            throw new NotPossibleException("The rollout of " + act.id() + " is on its way back to weight 0.");
        }
        String reason = act.reason();
        Principal by = act.by();
        if (reason == null || reason.isBlank()) {
            throw new NotPossibleException(
                    "Whoever acts on a rollout gives a reason: what do you know that it does not?");
        }
        if (act instanceof RolloutCommand.Pause) {
            demand(rollout.pause().isEmpty(), "The rollout of " + act.id() + " is paused already.");
            draft.add(new RolloutEvent.RolloutPaused(act.id(), rollout.name(), by, reason));
        } else if (act instanceof RolloutCommand.Resume) {
            demand(rollout.pause().isPresent(), "The rollout of " + act.id() + " is not paused.");
            draft.add(new RolloutEvent.RolloutResumed(act.id(), rollout.name(), by, reason));
        } else if (act instanceof RolloutCommand.Skip) {
            demand(
                    !rollout.isMoving() && rollout.step() > 0,
                    "The weight of the present step is being set; it can be skipped when that is done.");
            draft.add(new RolloutEvent.StepSkipped(act.id(), rollout.name(), rollout.step(), by, reason));
        } else {
            draft.add(new RolloutEvent.RolloutSentBack(act.id(), rollout.name(), by, reason));
        }
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotPossibleException(otherwise);
        }
    }

    /**
     * What the record of a rollout demands to be done now. Where something follows from the record that is not recorded yet,
     * as after a crash, it is a wait that ends at once: the machine has to be told that time has passed.
     */
    public static RolloutEffect effect(RolloutRecord rollout, Instant now) {
        RolloutWeight weight = rollout.current().orElse(null);
        if (rollout.isOver()) {
            return new RolloutEffect.Finish(rollout);
        } else if (weight == null) {
            return new RolloutEffect.Bake(now, now, false);
        } else if (weight.isOpen()) {
            return rollout.sentBack().isPresent() && !weight.isBack()
                    ? new RolloutEffect.StopBody(
                            weight.token(), rollout.sentBack().get())
                    : new RolloutEffect.RunBody(
                            weight.token(), weight.weight(), weight.step(), Phase.of(weight.phase()), weight.isBack());
        }
        if (NextEvent.of(rollout, now).isPresent()) {
            return new RolloutEffect.Bake(now, now, false);
        }
        RolloutPlan plan = RolloutPlan.of(rollout.started());
        boolean looks = plan.looksAt(weight.step());
        Instant nextLook = looks ? nextLook(weight.setAt(), plan.interval(), now) : null;
        if (rollout.pause().isPresent()) {
            return new RolloutEffect.WaitForPerson(rollout.pause().get(), nextLook);
        }
        Instant until = rollout.bakeEnd().orElse(now);
        Instant wakeAt = until.isBefore(now) ? now : until;
        return new RolloutEffect.Bake(until, looks && nextLook.isBefore(wakeAt) ? nextLook : wakeAt, looks);
    }

    /** The looks of a step are on a grid, so that a restart does not add any. */
    private static Instant nextLook(Instant since, Duration interval, Instant now) {
        long passed = Math.max(0, Duration.between(since, now).dividedBy(interval));
        return since.plus(interval.multipliedBy(passed + 1));
    }
}
