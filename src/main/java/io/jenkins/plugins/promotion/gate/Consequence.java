package io.jenkins.plugins.promotion.gate;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.runtime.GateLog;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a verdict comes to in the build. */
final class Consequence {
    private Consequence() {}

    /** The verdict and the worst check, for whoever asks why the build failed. */
    static String sentence(GateResult result) {
        return "healthGate: " + result.verdict() + ". "
                + result.checks().stream()
                        .filter(check -> check.verdict() == result.verdict())
                        .findFirst()
                        .map(check -> result.reason() + " " + check.check() + ": " + check.reason())
                        .orElse(result.reason());
    }

    /** Marks a build that goes on, where it is to be marked, and says that it goes on in spite of a verdict. */
    static void leavesTraces(StepContext context, Answer answer, GateResult result)
            throws IOException, InterruptedException {
        if (answer == Answer.UNSTABLE) {
            context.get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(sentence(result)));
            context.get(Run.class).setResult(Result.UNSTABLE);
        }
        if (result.verdict() != Verdict.PASS) {
            new GateLog(context.get(TaskListener.class))
                    .line(
                            answer == Answer.UNSTABLE
                                    ? "The build is unstable, and goes on as the step says."
                                    : "The build goes on as the step says.");
        }
    }
}
