package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The block of a gate, run once for each probe and never twice at the same time. Persisted with the program: a run that a
 * restart brings back is the next probe, and so is one that ended before anybody asked again.
 */
final class BlockProbe implements Serializable {
    private static final long serialVersionUID = 1L;

    private long begunAt;
    private boolean begun;
    private boolean launched;
    private boolean ended;
    private String failure;
    private BodyExecution body;
    private transient CompletableFuture<Reading> asked;

    /** Runs the block, or takes the run that is there already. */
    synchronized CompletableFuture<Reading> look(StepContext context, GateExecution execution) {
        CompletableFuture<Reading> answer = new CompletableFuture<>();
        if (ended) {
            answer.complete(reading());
            return answer;
        }
        asked = answer;
        if (!begun || !launched && body == null) {
            begun = true;
            launched = false;
            begunAt = System.currentTimeMillis();
            body = context.newBodyInvoker()
                    .withCallback(new Callback(execution))
                    .start();
        }
        return answer;
    }

    /** After a restart: a run that never got as far as to be a part of the program is none. */
    synchronized void resume() {
        if (begun && !launched) {
            begun = false;
            body = null;
        }
    }

    synchronized boolean isRunning() {
        return begun && !ended && body != null;
    }

    /** Stops the run that is there. */
    void cancel(Throwable cause) {
        BodyExecution running;
        synchronized (this) {
            running = isRunning() ? body : null;
        }
        if (running != null) {
            running.cancel(cause);
        }
    }

    /** Stops it because nobody needs its outcome any more. */
    void cancelUnneeded() {
        cancel(new FlowInterruptedException(Result.ABORTED, false, new NotNeeded()));
    }

    private synchronized void started() {
        launched = true;
    }

    private void ended(@CheckForNull Throwable why) {
        CompletableFuture<Reading> answer;
        Reading reading;
        synchronized (this) {
            ended = true;
            failure = why == null ? null : sentence(why);
            answer = asked;
            asked = null;
            if (answer == null) {
                return;
            }
            reading = reading();
        }
        answer.complete(reading);
    }

    /** Takes the outcome, so that the next look runs the block again. */
    private Reading reading() {
        Duration took = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - begunAt));
        begun = false;
        launched = false;
        ended = false;
        body = null;
        return failure == null
                ? new Reading.Well("The block succeeded.", took, 0, null, null)
                : new Reading.Unwell(Fault.BLOCK, "The block failed: " + failure, took, 0);
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof FlowInterruptedException interruption
                && !interruption.getCauses().isEmpty()) {
            return interruption.getCauses().get(0).getShortDescription();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Says in the log why a run of the block was stopped. */
    private static final class NotNeeded extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "The gate is over.";
        }
    }

    /** Hears of the block on the thread of the Pipeline. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final GateExecution execution;

        Callback(GateExecution execution) {
            this.execution = execution;
        }

        @Override
        public void onStart(StepContext context) {
            execution.block().started();
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            ended(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            ended(failure);
        }

        private void ended(@CheckForNull Throwable failure) {
            execution.blockEnding(failure);
            execution.block().ended(failure);
            execution.blockEnded(failure);
        }
    }
}
