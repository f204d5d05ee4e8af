package io.jenkins.plugins.promotion.rollout;

import hudson.console.ModelHyperlinkNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.rollout.Phase;
import io.jenkins.plugins.promotion.engine.rollout.RolloutEffect;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.security.PermissionNames;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Tells the story of a rollout to the log of its build: what is planned, each weight, what is waited for, how it ended. */
final class RolloutLog {
    private int acts;
    private int looks;
    private String why = "";

    /** What stands in the record already was told before Jenkins was restarted. */
    void skip(RolloutRecord rollout) {
        acts = rollout.acts().size();
        looks = rollout.looks().size();
    }

    void begins(RolloutPlan plan, TaskListener listener, Run<?, ?> run, boolean holdsExecutor) {
        String steps = plan.steps().stream()
                .map(step -> step.weight() + " % "
                        + (step.phase() == Phase.SHIFT ? "" : "(" + step.phase().word() + ") ")
                        + "for " + DurationText.format(step.bake()))
                .collect(Collectors.joining(", "));
        line(listener, "A " + plan.strategy().word() + " rollout: " + steps.replace(" for 0s", "") + ".");
        line(
                listener,
                plan.analysis() == null
                        ? "No analysis looks at it: each step ends when its time is over."
                        : "The analysis " + plan.analysis() + " looks every " + DurationText.format(plan.interval())
                                + "; when it cannot say anything: "
                                + plan.onInconclusive().word() + ".");
        line(
                listener,
                "Pause it, let it go on, skip a step or go back to 0 at "
                        + ModelHyperlinkNote.encodeTo("/" + run.getUrl(), "the build page"));
        if (holdsExecutor) {
            line(
                    listener,
                    "It holds an executor while it waits, because canaryRollout stands inside 'node'."
                            + " Put 'node' into its block to wait without one.");
        }
    }

    void runs(RolloutEffect.RunBody body, String version, RolloutRecord rollout, TaskListener listener, boolean again) {
        if (again) {
            line(
                    listener,
                    "Jenkins stopped while weight " + body.weight() + " was being set, and nobody knows how far that"
                            + " came: it is set again.");
        }
        if (body.back()) {
            String reason = rollout.current().map(RolloutWeight::reason).orElse("");
            line(listener, "Back to weight 0 from step " + body.step() + ": " + reason);
        } else {
            line(
                    listener,
                    "Step " + body.step() + " of " + rollout.started().steps().size() + ": " + version + " gets weight "
                            + body.weight() + " (" + body.phase().word() + ").");
        }
    }

    /** What has been recorded since it was told last. */
    void tell(RolloutRecord rollout, TaskListener listener) {
        for (; looks < rollout.looks().size(); looks++) {
            RolloutEvent.RolloutLooked look = rollout.looks().get(looks).event();
            line(
                    listener,
                    "Look " + look.look() + (look.concludes() ? ", the last word on step " + look.step() : "") + ": "
                            + look.verdict() + ". " + one(look.reason()));
        }
        for (; acts < rollout.acts().size(); acts++) {
            RolloutAct act = rollout.acts().get(acts);
            String who = act.by() == null ? "" : " by " + act.by().display();
            String what =
                    switch (act.kind()) {
                        case PAUSED -> act.by() == null ? "It asks a person" : "Paused" + who;
                        case RESUMED -> "Goes on, let" + who;
                        case SKIPPED -> "Step " + act.step() + " skipped" + who;
                        case SENT_BACK -> act.by() == null ? "Stopped" : "Sent back" + who;
                    };
            line(listener, what + ": " + one(act.reason()));
        }
    }

    /** Why it waits, once for each reason. */
    void waits(RolloutEffect effect, RolloutRecord rollout, TaskListener listener) {
        String who = "whoever has " + PermissionNames.name(PromotionPermissions.ROLLBACK);
        String reason;
        if (effect instanceof RolloutEffect.WaitForPerson wait) {
            RolloutAct pause = wait.pause();
            reason = "[why] Rollout: "
                    + (pause.by() == null
                            ? "it asks a person. "
                            : "paused by " + pause.by().display() + ". ")
                    + one(pause.reason()) + " Its clock stands still, " + DurationText.format(rollout.bakeLeft())
                    + " of step " + rollout.step() + " are left. Who can change it: " + who + ". By itself: never.";
        } else {
            Instant until = ((RolloutEffect.Bake) effect).until();
            RolloutWeight weight = rollout.current().orElseThrow();
            reason = "[why] Rollout: weight " + weight.weight() + " stands until "
                    + until.truncatedTo(ChronoUnit.SECONDS) + ". Who can change it: " + who + ". By itself: then.";
        }
        if (!reason.equals(why)) {
            why = reason;
            listener.getLogger().println(reason);
        }
    }

    void ended(RolloutRecord rollout, String version, TaskListener listener) {
        RolloutEvent.RolloutEnded end = rollout.end();
        String reason = end.reason() == null ? "" : " " + one(end.reason());
        if (end.outcome() == RolloutOutcome.PASSED) {
            line(listener, "PASSED: " + version + " has everything." + reason);
        } else if (end.weight() != null) {
            line(listener, end.outcome() + ": " + version + " has weight 0 again." + reason);
        } else {
            line(
                    listener,
                    end.outcome() + ": GOING BACK FAILED. Nobody knows which weight " + version + " has." + reason);
            line(listener, "Look at the target, set the weight by hand, and acknowledge what is live.");
        }
    }

    void line(TaskListener listener, String sentence) {
        PrintStream log = listener.getLogger();
        log.println("[rollout] " + sentence);
    }

    private static String one(String text) {
        return text == null ? "" : text.replaceAll("\\R", " ");
    }
}
