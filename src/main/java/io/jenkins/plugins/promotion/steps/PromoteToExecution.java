package io.jenkins.plugins.promotion.steps;

import hudson.FilePath;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.run.PromotedBlock;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import java.io.IOException;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

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
 */
final class PromoteToExecution extends RecordedExecution {
    private static final long serialVersionUID = 1L;

    private final PromotingStep step;
    private final Deployment deployment = new Deployment();
    private volatile PromotionReference reference;
    private Throwable stopCause;

    private transient WaitLog waitLog;

    PromoteToExecution(PromotingStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    protected String function() {
        return step.function();
    }

    @Override
    public String getStatus() {
        return reference == null ? "asking for a promotion" : reference.id().toString();
    }

    /** Which promotion this is, {@code null} until it was asked for. */
    PromotionReference reference() {
        return reference;
    }

    @Override
    protected void begin() throws Exception {
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

    @Override
    protected void stopWhatIsOver() throws Exception {
        Effect effect = reference == null || !deployment.isRunning()
                ? null
                : promotion().effect();
        if (effect != null && deployment.isOver(effect)) {
            deployment.interruptBroughtBack(effect);
            // whatever comes to the thread of the Pipeline from here on finds the steps of the body stopped
            PipelineThread.await(getContext().get(FlowExecution.class).getCurrentExecutions(false));
        }
    }

    @Override
    protected void resume() throws Exception {
        if (reference == null) {
            begin();
            return;
        }
        promotion().attach(this::reconsiderSoon);
        PromotionRunAction.of(build()).add(reference);
        if (deployment.end() != null) {
            record();
            soon(this::reconsider); // what is on record already changes nothing, and so calls nobody who acts on it
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
        wakeAt(null, this::reconsider);
        if (deployment.isOver(effect)) {
            deployment.interruptBroughtBack(effect); // its end comes back to record()
        } else if (effect instanceof Effect.Wait wait) {
            waitLog = waitLog == null ? new WaitLog() : waitLog;
            waitLog.tell(wait, build(), listener(), getContext().get(FilePath.class) != null);
            wakeAt(wait.wakeAt(), this::reconsider);
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
            PromotionRunAction.of(build()).add(new PromotedBlock(reference, body.token(), block, variables));
            succeed(variables);
        }
    }

    /** The program knows of the promotion before the build does, and both before anything happens. */
    private void remember() throws IOException, InterruptedException {
        PipelineThread.await(getContext().saveState());
        PromotionRunAction.of(build()).add(reference);
    }

    @Override
    protected void record() throws Exception {
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

    @Override
    protected void abort(Throwable cause) throws Exception {
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

    /** The ledger tells what is certain. */
    @Override
    protected void fails(Throwable failure) throws Exception {
        if (reference != null) {
            promotion().handle(new Command.Abort(reference.id(), null, Failures.sentence(failure)));
        }
    }

    @Override
    protected void release() throws IOException, InterruptedException {
        if (reference != null) {
            promotion().detach();
        }
    }

    private OpenPromotion promotion() throws IOException, InterruptedException {
        return new OpenPromotion(reference, build());
    }

    private void log(String line) throws IOException, InterruptedException {
        listener().getLogger().println("[promotion] " + line);
    }
}
