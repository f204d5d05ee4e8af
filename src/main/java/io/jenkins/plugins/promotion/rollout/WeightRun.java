package io.jenkins.plugins.promotion.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.steps.PromotionVariables;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What the program of a build knows of the runs of a rollout's body: which was begun, whether it got as far as to be a part
 * of the program, and how it ended until that is on record. Persisted with the program; changed on workers, but for what the
 * body tells, which comes on the thread of the Pipeline.
 */
final class WeightRun implements Serializable {
    private static final long serialVersionUID = 1L;

    private long token;
    private volatile boolean launched;
    private volatile End end;
    private BodyExecution body;
    private transient boolean interrupted;
    private transient boolean beginning;

    /** Of which run this is, 0 before the first. */
    long token() {
        return token;
    }

    /** Whether this run was begun and its end comes, or has come. */
    boolean isKnown(long ofRun) {
        return token == ofRun && !isLost(ofRun);
    }

    /** Whether this run was begun and Jenkins stopped before it was a part of the program. */
    boolean isLost(long ofRun) {
        return token == ofRun && !launched && end == null && !beginning;
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
        end = null;
        interrupted = false;
        beginning = true;
        token = ofRun;
    }

    /** Runs the body with these variables. */
    void launch(StepContext context, Map<String, String> variables, RolloutExecution execution)
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

    /** The same, but once only. */
    void interruptOnce(Throwable cause) {
        if (!interrupted) {
            interrupted = true;
            interrupt(cause);
        }
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

    /** Hears of the body on the thread of the Pipeline, notes it in the same breath, and hands on. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final RolloutExecution execution;
        private final WeightRun run;
        private final long token;

        Callback(RolloutExecution execution, WeightRun run, long token) {
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
