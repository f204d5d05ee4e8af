package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What the program of a build knows of the runs of a promotion's body: which was begun, whether it got as far as to be a
 * part of the program, and how it ended until that is on record. Persisted with the program; changed on workers, but for
 * what the body tells, which comes on the thread of the Pipeline.
 */
final class Deployment implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Why nobody knows how a run ended that {@link #isLost}. */
    static final String LOST =
            "Jenkins stopped at the moment at which the deployment began, and nobody knows how far it came.";

    private long token;
    private volatile boolean launched;
    private volatile End end;
    private BodyExecution body;
    private transient boolean cancelled;

    /** What begins, for the log. */
    static String sentence(Effect.RunBody body) {
        return body.mode() == Effect.Mode.DEPLOY
                ? "Deploying " + body.version() + " to " + body.id().environment() + " (" + body.id() + ")"
                        + (body.previous() == null ? "." : ", in place of " + body.previous() + ".")
                : "Bringing " + body.version() + " back to " + body.id().environment() + " (" + body.id() + ").";
    }

    /** Whether this run was begun, as far as the program knows. */
    boolean isBegun(long ofRun) {
        return token == ofRun;
    }

    /**
     * Whether this run was begun and is not a part of the program: Jenkins stopped in between, and nobody knows whether it
     * did anything. A promoted block never is a part of its step, which has ended before the block goes on.
     */
    boolean isLost(long ofRun) {
        return token == ofRun && !launched && end == null;
    }

    /** Whether the run that was begun last still runs. */
    boolean isRunning() {
        return body != null && !body.isDone();
    }

    /** How the run that was begun last ended, until {@link #recorded}. */
    @CheckForNull
    End end() {
        return end;
    }

    /** The end is on record. */
    void recorded() {
        end = null;
    }

    /** Notes that a run begins. The program is to be saved between this and {@link #launch}. */
    void begin(long ofRun) {
        launched = false;
        body = null;
        token = ofRun;
    }

    /** Runs the body with the variables of the run that was begun. */
    void launch(StepContext context, Map<String, String> variables, PromoteToExecution execution)
            throws IOException, InterruptedException {
        body = context.newBodyInvoker()
                .withContext(EnvironmentExpander.merge(
                        context.get(EnvironmentExpander.class), new PromotionVariables(variables)))
                .withCallback(new Callback(execution, this, token))
                .start();
    }

    /** Interrupts the body as long as it runs. */
    void interrupt(Throwable cause) {
        if (body != null) {
            body.cancel(cause);
        }
    }

    /** Whether the run that was begun last still runs, although the record demands another one or none any more. */
    boolean isOver(Effect demanded) {
        return isRunning()
                && (demanded instanceof Effect.Finish
                        || demanded instanceof Effect.Verify
                        || demanded instanceof Effect.RunBody body && !isBegun(body.token()));
    }

    /** Stops, once, a run whose end is on record already and that a restart brought back. */
    void interruptBroughtBack(Effect goneOnTo) {
        if (!cancelled) {
            cancelled = true;
            interrupt(new FlowInterruptedException(Result.ABORTED, false, new BroughtBack(sentence(goneOnTo))));
        }
    }

    private static String sentence(Effect goneOnTo) {
        return goneOnTo.id()
                + (goneOnTo instanceof Effect.RunBody body
                        ? " has gone on to " + body.mode().value() + " " + body.version()
                        : goneOnTo instanceof Effect.Verify ? " is being verified" : " is over")
                + ": how this deployment ended was on record before Jenkins restarted.";
    }

    /** Whether that is why a run failed. */
    static boolean isBroughtBack(Throwable failure) {
        return failure instanceof FlowInterruptedException interruption
                && interruption.getCauses().stream().anyMatch(BroughtBack.class::isInstance);
    }

    /** How a run of the body ended. */
    static final class End implements Serializable {
        private static final long serialVersionUID = 1L;

        private final long token;
        private final Throwable failure;

        private End(long token, Throwable failure) {
            this.token = token;
            this.failure = failure;
        }

        /** Of which run. */
        long token() {
            return token;
        }

        /** Why it failed, {@code null} when it succeeded. */
        @CheckForNull
        Throwable failure() {
            return failure;
        }
    }

    /** Says in the log why a run of a body was stopped. */
    private static final class BroughtBack extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        private BroughtBack(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String getShortDescription() {
            return sentence;
        }
    }

    /** Hears of the body on the thread of the Pipeline, notes it in the same breath, and hands on. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final PromoteToExecution execution;
        private final Deployment deployment;
        private final long token;

        Callback(PromoteToExecution execution, Deployment deployment, long token) {
            this.execution = execution;
            this.deployment = deployment;
            this.token = token;
        }

        @Override
        public void onStart(StepContext context) {
            deployment.launched = true;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            ended(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            ended(failure);
        }

        private void ended(Throwable failure) {
            deployment.end = new End(token, failure);
            execution.bodyEnded();
        }
    }
}
