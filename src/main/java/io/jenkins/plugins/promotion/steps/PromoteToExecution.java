package io.jenkins.plugins.promotion.steps;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.run.PromotedBlock;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.Workers;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One promotion in a running build: asks for it, waits, runs the body, says how it ended.
 *
 * <p>The truth is in the ledger. What is persisted here with the program of the build is which promotion this is and, in
 * {@link Deployment}, what the program knows of the runs of the body. The order of writing is: the ledger, the program, the
 * build, and only then whatever they are about. After a restart {@link #onResume} compares:
 *
 * <ul>
 *   <li>a promotion that is on record for this build and that nothing in the build remembers is the one of this step;
 *   <li>a run of the body that the ledger demands and that this program never began is begun now;
 *   <li>one that was begun and is still in the program goes on by itself;
 *   <li>one that was begun and of which the program knows no more may or may not have touched the target: that is
 *       recorded as UNKNOWN, and nothing is run again on a guess.
 * </ul>
 *
 * <p>All methods that read or write run on {@link Workers}, one at a time for each execution; no thread is held between
 * them.
 */
final class PromoteToExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final PromotingStep step;
    private final Deployment deployment = new Deployment();
    private volatile PromotionReference reference;
    private Throwable stopCause;

    private transient boolean completed;
    private transient WaitLog waitLog;
    private transient Future<?> wakeUp;

    PromoteToExecution(PromotingStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        Workers.run(() -> guarded(this::request));
        return false;
    }

    /**
     * Stops a run of the body whose end is on record: Pipeline resumes what is inside the body only after this has
     * returned, on a thread that may block, so nothing of it is run a second time.
     */
    @Override
    public void onResume() {
        guarded(this::stopWhatIsOver);
        Workers.run(() -> guarded(this::resume));
    }

    @Override
    public void stop(Throwable cause) {
        Workers.run(() -> guarded(() -> abort(cause)));
    }

    @Override
    public String getStatus() {
        return reference == null ? "asking for a promotion" : reference.id().toString();
    }

    /** Which promotion this is, {@code null} until it was asked for. */
    PromotionReference reference() {
        return reference;
    }

    /** The body has ended, and {@link Deployment} knows how. */
    void bodyEnded() {
        Workers.run(() -> guarded(this::record));
    }

    private void request() throws Exception {
        if (stopCause != null) {
            complete(stopCause);
            return;
        }
        reference = new PromotionRequest(step, getContext(), this::reconsiderSoon).make();
        Effect effect = promotion().effect();
        if (!(effect instanceof Effect.RunBody)) {
            remember();
        }
        carryOut(effect);
    }

    private void stopWhatIsOver() throws Exception {
        Effect effect = reference == null || !deployment.isRunning()
                ? null
                : promotion().effect();
        if (effect != null && deployment.isOver(effect)) {
            deployment.interruptBroughtBack(effect);
            // whatever comes to the thread of the Pipeline from here on finds the steps of the body stopped
            PipelineThread.await(getContext().get(FlowExecution.class).getCurrentExecutions(false));
        }
    }

    private void resume() throws Exception {
        if (reference == null) {
            request();
            return;
        }
        promotion().attach(this::reconsiderSoon);
        PromotionRunAction.of(run()).add(reference);
        if (deployment.end() != null) {
            record();
        } else if (promotion().effect() instanceof Effect.RunBody body && deployment.isLost(body.token())) {
            promotion().handle(new Command.BuildGone(reference.id(), Deployment.LOST));
            carryOut(promotion().effect());
        } else {
            reconsider();
        }
    }

    private void reconsiderSoon() {
        guarded(this::reconsider);
    }

    private void reconsider() throws Exception {
        if (deployment.end() != null || reference == null) {
            return;
        }
        promotion().reconsider();
        carryOut(promotion().effect());
    }

    private void carryOut(Effect effect) throws Exception {
        WakeUp.cancel(wakeUp);
        if (deployment.isOver(effect)) {
            deployment.interruptBroughtBack(effect); // its end comes back to record()
        } else if (effect instanceof Effect.Wait wait) {
            waitLog = waitLog == null ? new WaitLog() : waitLog;
            waitLog.tell(
                    wait,
                    run(),
                    getContext().get(TaskListener.class),
                    getContext().get(FilePath.class) != null);
            wakeUp = WakeUp.at(wait.wakeAt(), this::reconsiderSoon);
        } else if (effect instanceof Effect.RunBody body && !deployment.isBegun(body.token())) {
            begin(body);
        } else if (effect instanceof Effect.Finish finish) {
            finish(finish.promotion());
        }
    }

    private void begin(Effect.RunBody body) throws Exception {
        log(Deployment.sentence(body));
        deployment.begin(body.token());
        try {
            remember();
        } catch (IOException e) {
            String reason = "The build cannot be saved, so it was not begun: " + Failures.sentence(e);
            promotion().handle(new Command.BodyEnded(reference.id(), body.token(), reason, null, false));
            throw new IOException(reason, e);
        }
        Map<String, String> variables = PromotionVariables.of(body);
        if (getContext().hasBody()) {
            deployment.launch(getContext(), variables, this);
        } else {
            String block = getContext().get(FlowNode.class).getEnclosingId();
            PromotionRunAction.of(run()).add(new PromotedBlock(reference, body.token(), block, variables));
            succeed(variables);
        }
    }

    /** The program knows of the promotion before the build does, and both before anything happens. */
    private void remember() throws IOException, InterruptedException {
        PipelineThread.await(getContext().saveState());
        PromotionRunAction.of(run()).add(reference);
    }

    private void record() throws Exception {
        Deployment.End end = deployment.end();
        if (end == null) {
            return;
        }
        Throwable failure = end.failure();
        promotion()
                .handle(new Command.BodyEnded(
                        reference.id(),
                        end.token(),
                        failure == null ? null : Failures.sentence(failure),
                        failure == null ? null : Failures.abortedBy(failure),
                        true));
        deployment.recorded();
        Effect effect = promotion().effect();
        if (effect instanceof Effect.Finish
                && failure != null
                && stopCause == null
                && !Deployment.isBroughtBack(failure)) {
            stopCause = failure;
        }
        carryOut(effect);
    }

    private void finish(Promotion promotion) throws Exception {
        log(EndOfPromotion.sentence(promotion, (PromotionState.Over) promotion.state()));
        if (!EndOfPromotion.isVerified(promotion)) {
            complete(stopCause != null ? stopCause : EndOfPromotion.of(promotion));
        } else if (getContext().hasBody()) {
            succeed(null);
        } else {
            complete(EndOfPromotion.blockIsOver(promotion));
        }
    }

    private void abort(Throwable cause) throws Exception {
        stopCause = cause;
        if (reference == null) {
            return;
        }
        promotion().handle(Failures.abort(reference.id(), cause));
        if (deployment.isRunning()) {
            deployment.interrupt(cause);
        } else {
            carryOut(promotion().effect());
        }
    }

    private void succeed(Object value) throws IOException, InterruptedException {
        leave();
        getContext().onSuccess(value);
    }

    private void complete(Throwable failure) throws IOException, InterruptedException {
        leave();
        getContext().onFailure(failure);
    }

    private void leave() throws IOException, InterruptedException {
        completed = true;
        WakeUp.cancel(wakeUp);
        if (reference != null) {
            promotion().detach();
        }
    }

    /** Runs a task of this execution; one that fails ends the step, and the ledger tells what is certain. */
    private synchronized void guarded(Task task) {
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
            if (reference != null) {
                promotion().handle(new Command.Abort(reference.id(), null, Failures.sentence(failure)));
            }
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
        try {
            leave();
        } catch (IOException | InterruptedException e) {
            failure.addSuppressed(e);
        }
        getContext().onFailure(Failures.readable(step.function(), failure));
    }

    private Run<?, ?> run() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    private OpenPromotion promotion() throws IOException, InterruptedException {
        return new OpenPromotion(reference, run());
    }

    private void log(String line) throws IOException, InterruptedException {
        getContext().get(TaskListener.class).getLogger().println("[promotion] " + line);
    }

    private interface Task {
        void run() throws Exception;
    }
}
