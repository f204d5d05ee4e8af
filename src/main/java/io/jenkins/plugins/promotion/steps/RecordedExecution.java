package io.jenkins.plugins.promotion.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.runtime.Workers;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The execution of a step whose truth is in a ledger. What it does it does in tasks, on {@link Workers} and one at a time; no
 * thread is held between them, and no executor. A task that fails ends the step, and after the end there are no tasks.
 */
public abstract class RecordedExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private transient boolean completed;
    private transient Future<?> wakeUp;

    /** @param context of the step */
    protected RecordedExecution(StepContext context) {
        super(context);
    }

    @Override
    public final boolean start() {
        soon(this::begin);
        return false;
    }

    /**
     * Stops a run of the body whose end is on record: Pipeline resumes what is inside the body only after this has
     * returned, on a thread that may block, so nothing of it is run a second time.
     */
    @Override
    public final void onResume() {
        guarded(this::stopWhatIsOver);
        soon(this::resume);
    }

    @Override
    public final void stop(Throwable cause) {
        soon(() -> abort(cause));
    }

    /** The body has ended, and {@link BodyRun} knows how. */
    final void bodyEnded() {
        soon(this::record);
    }

    /** What the step is called in Pipelines. */
    protected abstract String function();

    /** Begins, or ends at once when it was stopped before. */
    protected abstract void begin() throws Exception;

    /** Interrupts a run of the body that the program brought back and that the record does not demand any more. */
    protected abstract void stopWhatIsOver() throws Exception;

    /** Goes on after a restart. */
    protected abstract void resume() throws Exception;

    /** Records how a run of the body ended, and goes on. */
    protected abstract void record() throws Exception;

    /** Somebody or something stops the step. */
    protected abstract void abort(Throwable cause) throws Exception;

    /** The last that is done before the step fails with what a task has thrown. */
    protected void fails(Throwable failure) throws Exception {}

    /** Nothing is to reach this execution any more. */
    protected abstract void release() throws IOException, InterruptedException;

    /** Runs a task on a worker. */
    protected final void soon(Task task) {
        Workers.run(() -> guarded(task));
    }

    /** Runs a task at that time, in place of the one that was to run at another; with {@code null}, none. */
    protected final void wakeAt(Instant time, Task task) {
        WakeUp.cancel(wakeUp);
        wakeUp = WakeUp.at(time, () -> guarded(task));
    }

    /** Runs a task on this worker. */
    protected final synchronized void guarded(Task task) {
        if (completed) {
            return;
        }
        try {
            task.run();
        } catch (Exception | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        try {
            fails(failure);
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
        try {
            leave();
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.addSuppressed(e);
        }
        getContext().onFailure(Failures.readable(function(), failure));
    }

    /** Ends the step well. */
    protected final void succeed(Object value) throws IOException, InterruptedException {
        leave();
        getContext().onSuccess(value);
    }

    /** Ends the step with a failure. */
    protected final void complete(Throwable failure) throws IOException, InterruptedException {
        leave();
        getContext().onFailure(failure);
    }

    private void leave() throws IOException, InterruptedException {
        completed = true;
        WakeUp.cancel(wakeUp);
        release();
    }

    /** The build. */
    protected final Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    /** Its log. */
    protected final TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }

    /** Something that an execution does. */
    @FunctionalInterface
    protected interface Task {
        /** Does it. */
        void run() throws Exception;
    }
}
