package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.promotion.Slot;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays the steps of a script: gives commands to the slots, and does what their records then demand, as Jenkins would,
 * until every promotion waits or is over.
 */
final class Rehearsal {
    private final Script script;
    private final Slots slots;
    private final Targets targets;
    private final Story story;
    private final InstantSource clock;
    private final Set<PromotionId> toldEnds = new HashSet<>();
    private final Map<PromotionId, List<Finding>> toldWaits = new HashMap<>();

    Rehearsal(Script script, Slots slots, Targets targets, Story story, InstantSource clock) {
        this.script = script;
        this.slots = slots;
        this.targets = targets;
        this.story = story;
        this.clock = clock;
    }

    /** Plays all steps and returns how many did not go as expected. */
    int play() {
        int unexpected = 0;
        int number = 0;
        for (Step step : script.steps()) {
            number++;
            story.headline(number, step.action().headline());
            Expectation.Happened happened = play(step.action());
            story.expected(step.expectation(), happened);
            if (!step.expectation().isMetBy(happened)) {
                unexpected++;
            }
        }
        return unexpected;
    }

    private Expectation.Happened play(Step.Action action) {
        try {
            PromotionId id = act(action);
            settle();
            if (action instanceof Step.Acknowledge) {
                return new Expectation.Happened(Result.ACKNOWLEDGED, "");
            }
            Promotion promotion = slots.state(action.environment()).find(id).orElseThrow();
            return new Expectation.Happened(Result.of(promotion), reasons(promotion));
        } catch (NotPossibleException e) {
            story.notPossible(e.getMessage());
            return new Expectation.Happened(Result.NOT_POSSIBLE, e.getMessage());
        }
    }

    /** Gives the command of a step and returns the promotion that it is about. */
    private PromotionId act(Step.Action action) {
        Slot slot = slots.slot(action.environment());
        if (action instanceof Step.Promote promote) {
            return request(slot, promote);
        } else if (action instanceof Step.CastVote vote) {
            Promotion promotion = latest(vote.environment(), vote.version());
            slot.handle(new Command.CastVote(promotion.id(), vote.rule(), vote.by(), vote.decision(), vote.comment()));
            story.voted(promotion, vote);
            return promotion.id();
        } else if (action instanceof Step.Abort abort) {
            Promotion promotion = latest(abort.environment(), abort.version());
            slot.handle(new Command.Abort(promotion.id(), abort.by(), abort.reason()));
            return promotion.id();
        } else if (action instanceof Step.Acknowledge acknowledge) {
            Promotion marked = slot.state()
                    .marked()
                    .orElseThrow(() -> new NotPossibleException(
                            "There is nothing to acknowledge in " + acknowledge.environment() + "."));
            SlotState after = slot.handle(
                    new Command.Acknowledge(marked.id(), acknowledge.by(), acknowledge.found(), acknowledge.reason()));
            story.acknowledged(
                    marked,
                    after.live().map(live -> live.release().version()).orElse("nothing that the record can name"));
            return marked.id();
        }
        Step.Look look = (Step.Look) action;
        Promotion promotion = latest(look.environment(), look.version());
        if (promotion.outcome() != null) {
            story.ended(promotion);
        } else {
            toldWaits.remove(promotion.id());
        }
        return promotion.id();
    }

    private PromotionId request(Slot slot, Step.Promote promote) {
        PromotionId id = slot.state().nextId();
        Instant deadline = promote.waitTimeout() == null
                ? null
                : clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(promote.waitTimeout());
        SlotState after = slot.handle(new Command.Request(
                Kind.PROMOTION,
                promote.release(),
                promote.by(),
                promote.onFailure(),
                deadline,
                promote.notes(),
                promote.ticket()));
        story.requested(after.find(id).orElseThrow());
        return id;
    }

    private Promotion latest(EnvironmentName environment, String version) {
        return slots.state(environment)
                .latest(promotion -> promotion.release().version().equals(version))
                .orElseThrow(() -> new NotPossibleException(
                        "No promotion of " + version + " to " + environment + " was ever asked for."));
    }

    /** Does what the records demand until they demand nothing but to wait. */
    private void settle() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (EnvironmentName environment : slots.environments()) {
                Slot slot = slots.slot(environment);
                for (Promotion promotion : slot.state().open()) {
                    slot.handle(new Command.Reconsider(promotion.id()));
                    moved |= runBodies(slot, promotion.id());
                }
                moved |= tellEnds(slot.state());
            }
        }
        slots.environments().forEach(this::tellWaits);
    }

    private boolean runBodies(Slot slot, PromotionId id) {
        boolean ran = false;
        while (slot.effect(id) instanceof Effect.RunBody run) {
            if (run.mode() == Effect.Mode.DEPLOY) {
                story.allowed(run.promotion());
            }
            story.deploys(run);
            slot.handle(new Command.BodyEnded(id, run.token(), body(run), null, true));
            verify(slot, id);
            ran = true;
        }
        return ran;
    }

    /** What an environment looks at is not there in a rehearsal: the body has asked the service what it answers. */
    private void verify(Slot slot, PromotionId id) {
        if (slot.effect(id) instanceof Effect.Verify verify) {
            story.verifies(verify);
            slot.handle(new Command.VerificationEnded(
                    id, verify.token(), Verdict.PASS, "Nothing is probed in a rehearsal.", List.of(), true));
        }
    }

    /** The body of a promotion, a function of the version: deploys it and returns why that failed, or {@code null}. */
    private String body(Effect.RunBody run) {
        EnvironmentName environment = run.id().environment();
        Behaviour behaviour = script.release(run.version()).behaviour(environment, run.mode());
        try {
            story.answers(run.promotion(), run.version(), targets.deploy(environment, run.version(), behaviour));
            return null;
        } catch (IOException e) {
            story.failed(run, e.getMessage());
            return e.getMessage();
        }
    }

    private boolean tellEnds(SlotState state) {
        boolean told = false;
        for (Promotion promotion : state.ended()) {
            if (toldEnds.add(promotion.id())) {
                story.ended(promotion);
                told = true;
            }
        }
        return told;
    }

    private void tellWaits(EnvironmentName environment) {
        Slot slot = slots.slot(environment);
        for (Promotion promotion : slot.state().open()) {
            if (slot.effect(promotion.id()) instanceof Effect.Wait wait
                    && !wait.findings().equals(toldWaits.put(wait.id(), wait.findings()))) {
                story.waits(wait);
            }
        }
    }

    private String reasons(Promotion promotion) {
        if (promotion.state() instanceof PromotionState.Over over) {
            return over.reason() == null ? "" : over.reason();
        }
        return slots.slot(promotion.id().environment()).effect(promotion.id()) instanceof Effect.Wait wait
                ? wait.findings().stream()
                        .filter(finding -> finding.status() == Status.WAITING)
                        .map(finding -> finding.rule() + ": " + finding.reason())
                        .collect(Collectors.joining(" "))
                : "";
    }
}
