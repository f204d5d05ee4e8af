package io.jenkins.plugins.promotion.runtime;

import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.health.CheckResult;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Tells the story of a gate to the log of its build: what it asks for, every change of a check, and how it ended. */
public final class GateLog {
    private final PrintStream log;

    /** Into the log that the listener writes. */
    public GateLog(TaskListener listener) {
        this.log = listener.getLogger();
    }

    /** One line. */
    public void line(String sentence) {
        log.println("[health] " + sentence);
    }

    /** What is asked for. */
    public void begins(GatePlan plan, boolean holdsExecutor) {
        int number = plan.checks().size();
        line((number == 1 ? "One check" : number + " checks") + ", every " + DurationText.format(plan.interval()) + ": "
                + (number == 1 ? "it" : "each") + " must be well " + times(plan.successThreshold()) + " within "
                + DurationText.format(plan.timeout())
                + (plan.soak().isZero() ? "." : ", and stay so for " + DurationText.format(plan.soak()) + "."));
        plan.checks().forEach(check -> line("  " + check.name()));
        if (holdsExecutor && !plan.soak().isZero()) {
            line("The soak holds an executor, because healthGate stands inside 'node'."
                    + " Put it outside of 'node' to wait without one.");
        }
    }

    /** Why it is not over yet. */
    public void waits(GatePlan plan, GateState state) {
        log.println("[why] Health: not every check has been well " + times(plan.successThreshold())
                + " yet. Who can change it: whoever mends what was deployed. By itself: no later than at "
                + shown(state.deadline()) + ".");
    }

    /** Why it is not over yet, once every check is well. */
    public void soaks(GatePlan plan, GateState state) {
        log.println("[why] Soak: everything must stay well. Who can change it: nobody. By itself: at "
                + shown(state.soakEnd(plan)) + ".");
    }

    /** The verdict, with that of every check. */
    public void ended(GateResult result) {
        line(result.verdict() + ". " + result.reason());
        for (CheckResult check : result.checks()) {
            line("  " + check.check() + ": " + check.verdict() + ". " + check.reason());
        }
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times in a row";
    }

    private static String shown(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
