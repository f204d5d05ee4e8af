package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent.RolloutLooked;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutLook;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutStanding;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What follows by itself from the record of one rollout at one moment. */
final class NextEvent {
    private static final String NOTHING_MEASURED =
            "Every step that the analysis was to look at was skipped: nothing was measured, and that is no pass.";

    private final RolloutRecord rollout;
    private final RolloutPlan plan;
    private final RolloutWeight weight;
    private final Instant now;

    private NextEvent(RolloutRecord rollout, Instant now) {
        this.rollout = rollout;
        this.plan = RolloutPlan.of(rollout.started());
        this.weight = rollout.current().orElse(null);
        this.now = now;
    }

    /** The next event; empty while the rollout waits for its body, its analysis, a person or the clock. */
    static Optional<RolloutEvent> of(RolloutRecord rollout, Instant now) {
        return rollout.isOver() || rollout.isMoving()
                ? Optional.empty()
                : Optional.ofNullable(new NextEvent(rollout, now).event());
    }

    private RolloutEvent event() {
        if (weight != null && weight.isBack()) {
            return wentBack();
        }
        RolloutEvent back = back();
        if (back != null) {
            return back;
        }
        RolloutStanding standing = rollout.standing();
        if (standing.pausedSince() != null) {
            return null;
        } else if (weight == null || standing.skipped()) {
            return forward();
        }
        RolloutLooked conclusion = standing.conclusion();
        if (conclusion != null) {
            return isPass(conclusion) || standing.accepted() || plan.onInconclusive() == OnInconclusive.PASS
                    ? forward()
                    : ask(conclusion.reason());
        } else if (plan.looksAt(weight.step())) {
            return null; // the last word on the step has to be said first
        }
        boolean stood = rollout.bakeEnd().filter(end -> !now.isBefore(end)).isPresent();
        return stood ? forward() : null;
    }

    private RolloutEvent back() {
        Optional<RolloutAct> sentBack = rollout.sentBack();
        if (sentBack.isPresent()) {
            return back(RolloutOutcome.ABORTED, sentence(sentBack.get()));
        } else if (weight == null) {
            return null;
        } else if (weight.failure() != null) {
            return back(
                    RolloutOutcome.FAILED,
                    "Step " + weight.step() + " (weight " + weight.weight() + ") failed: " + weight.failure());
        }
        RolloutLooked last = rollout.standing().last();
        if (last != null && last.verdict().equals(Outcome.FAIL.name())) {
            return back(RolloutOutcome.FAILED, "The analysis " + plan.analysis() + " found harm. " + last.reason());
        }
        RolloutLooked conclusion = rollout.standing().conclusion();
        boolean fails = plan.onInconclusive() == OnInconclusive.FAIL;
        if (conclusion != null && !isPass(conclusion) && fails) {
            return back(RolloutOutcome.INCONCLUSIVE, cannotSay(conclusion.reason()));
        }
        return null;
    }

    private static String sentence(RolloutAct act) {
        String who = act.by() == null ? "Stopped" : "Sent back by " + act.by().display();
        return who + (act.reason() == null ? "." : ": " + act.reason());
    }

    private String cannotSay(String reason) {
        return "The analysis " + plan.analysis() + " cannot say whether the release does harm. " + reason;
    }

    private static boolean isPass(RolloutLooked look) {
        return look.verdict().equals(Outcome.PASS.name());
    }

    private RolloutEvent forward() {
        int next = rollout.step() + 1;
        if (next <= plan.steps().size()) {
            RolloutPlan.Step step = plan.step(next);
            return new RolloutEvent.WeightIntended(
                    id(), rollout.name(), next, step.weight(), step.phase().word(), null, null);
        }
        boolean unjudged = plan.analysis() != null && !rollout.judged();
        boolean open = unjudged && !rollout.standing().accepted();
        if (open && plan.onInconclusive() == OnInconclusive.PAUSE) {
            return ask(NOTHING_MEASURED);
        } else if (open && plan.onInconclusive() == OnInconclusive.FAIL) {
            return back(RolloutOutcome.INCONCLUSIVE, NOTHING_MEASURED);
        }
        return new RolloutEvent.RolloutEnded(
                id(), rollout.name(), RolloutOutcome.PASSED, RolloutPlan.ALL, passed(unjudged), evidence());
    }

    /** What the last word was, where that was no clear one. */
    private String passed(boolean unjudged) {
        List<RolloutLooked> words = rollout.looks().stream()
                .map(RolloutLook::event)
                .filter(RolloutLooked::concludes)
                .toList();
        if (unjudged) {
            return NOTHING_MEASURED + " It went on nevertheless.";
        } else if (words.isEmpty()) {
            return null;
        }
        RolloutLooked last = words.get(words.size() - 1);
        return isPass(last) ? last.reason() : cannotSay(last.reason()) + " It went on nevertheless.";
    }

    private RolloutEvent ask(String reason) {
        return new RolloutEvent.RolloutPaused(id(), rollout.name(), null, reason);
    }

    private RolloutEvent back(RolloutOutcome ends, String reason) {
        return new RolloutEvent.WeightIntended(
                id(), rollout.name(), rollout.step(), 0, Phase.BACK.word(), ends, reason);
    }

    private RolloutEvent wentBack() {
        boolean done = weight.failure() == null;
        return new RolloutEvent.RolloutEnded(
                id(),
                rollout.name(),
                weight.ends(),
                done ? 0 : null,
                done ? weight.reason() : weight.reason() + " Going back to weight 0 failed too: " + weight.failure(),
                evidence());
    }

    private List<RolloutEvidence> evidence() {
        List<RolloutLook> looks = rollout.looks();
        return looks.isEmpty() ? List.of() : looks.get(looks.size() - 1).event().metrics();
    }

    private PromotionId id() {
        return rollout.started().id();
    }
}
