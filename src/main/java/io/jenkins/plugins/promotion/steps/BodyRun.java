package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What the program of a build knows of the runs of a step's body: which was begun, whether it got as far as to be a part of
 * the program, and how it ended until that is on record. Persisted with the program; changed on workers, but for what the
 * body tells, which comes on the thread of the Pipeline.
 */
public class BodyRun implements Serializable {
    private static final long serialVersionUID = 1L;

    private long token;
    private volatile boolean launched;
    private volatile End end;
    private BodyExecution body;
    private transient boolean interrupted;
    private transient boolean beginning;

    /** Of which run this is, 0 before the first. */
    public final long token() {
        return token;
    }

    /** Whether this run was begun, as far as the program knows. */
    public final boolean isBegun(long ofRun) {
        return token == ofRun;
    }

    /**
     * Whether this run was begun and is not a part of the program: Jenkins stopped in between, and nobody knows whether it
     * did anything.
     */
    public final boolean isLost(long ofRun) {
        return token == ofRun && !launched && end == null && !beginning;
    }

    /** Whether the run that was begun last still runs. */
    public final boolean isRunning() {
        return body != null && !body.isDone();
    }

    /** How the run that was begun last ended, until {@link #recorded}. */
    @CheckForNull
    public final End end() {
        return end;
    }

    /** The end is on record. */
    public final void recorded() {
        end = null;
    }

    /** Notes that a run begins. The program is to be saved between this and {@link #launch}. */
    public final void begin(long ofRun) {
        launched = false;
        body = null;
        end = null;
        interrupted = false;
        beginning = true;
        token = ofRun;
    }

    /** Runs the body with the variables of the run that was begun. */
    public final void launch(StepContext context, Map<String, String> variables, RecordedExecution execution)
            throws IOException, InterruptedException {
        body = context.newBodyInvoker()
                .withContext(EnvironmentExpander.merge(
                        context.get(EnvironmentExpander.class), new PromotionVariables(variables)))
                .withCallback(new Callback(execution, this, token))
                .start();
    }

    /** Interrupts the body as long as it runs. */
    public final void interrupt(Throwable cause) {
        if (body != null) {
            body.cancel(cause);
        }
    }

    /** The same, but once only. */
    public final void interruptOnce(Throwable cause) {
        if (!interrupted) {
            interrupted = true;
            interrupt(cause);
        }
    }

    /** How a run of the body ended. */
    public static final class End implements Serializable {
        private static final long serialVersionUID = 1L;

        private final long token;
        private final Throwable failure;

        private End(long token, Throwable failure) {
            this.token = token;
            this.failure = failure;
        }

        /** Of which run. */
        public long token() {
            return token;
        }

        /** Why it failed, {@code null} when it succeeded. */
        @CheckForNull
        public Throwable failure() {
            return failure;
        }
    }

    /** Hears of the body on the thread of the Pipeline, notes it in the same breath, and hands on. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final RecordedExecution execution;
        private final BodyRun run;
        private final long token;

        Callback(RecordedExecution execution, BodyRun run, long token) {
            this.execution = execution;
            this.run = run;
            this.token = token;
        }

        @Override
        public void onStart(StepContext context) {
            run.launched = true;
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
            run.end = new End(token, failure);
            execution.bodyEnded();
        }
    }
}
