package io.jenkins.plugins.promotion.rollout;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutEffect;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.run.EnclosingPromotion;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.steps.BodyRun;
import io.jenkins.plugins.promotion.steps.Failures;
import io.jenkins.plugins.promotion.steps.PipelineThread;
import io.jenkins.plugins.promotion.steps.RecordedExecution;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One rollout in a running build: sets one weight after the other through its body, lets each stand, looks, and goes back
 * when something is wrong.
 *
 * <p>The truth is in the ledger. The program of the build knows which rollout this is and what it began of its body. The
 * order of writing is: the ledger, the program, and only then the body. After a restart {@link #onResume} compares:
 *
 * <ul>
 *   <li>a run of the body that the ledger demands and that this program never began is begun now;
 *   <li>one that was begun and is still in the program goes on by itself;
 *   <li>one that was begun and of which the program knows no more is begun again with the same weight, since the body is a
 *       function of version and weight;
 *   <li>one whose end is on record and that the program brought back is stopped.
 * </ul>
 */
final class RolloutExecution extends RecordedExecution {
    private static final long serialVersionUID = 1L;

    private final CanaryRolloutStep step;
    private final BodyRun run = new BodyRun();
    private volatile PromotionReference promotion;
    private volatile String name;
    private Throwable stopCause;

    private transient Looks looks;
    private transient RolloutLog story;

    RolloutExecution(CanaryRolloutStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    protected String function() {
        return CanaryRolloutStep.FUNCTION;
    }

    @Override
    public String getStatus() {
        return name == null ? "about to begin" : "rollout " + name + " of " + promotion.id();
    }

    @Override
    protected void begin() throws Exception {
        if (stopCause != null) {
            complete(stopCause);
            return;
        }
        promotion =
                EnclosingPromotion.find(getContext()).orElseThrow(() -> new AbortException(CanaryRolloutStep.OUTSIDE));
        if (WholeRun.isOne(new OpenRollout(promotion, null, build()).promotion())) {
            name = getContext().get(FlowNode.class).getId();
            whole(step.plan());
            return;
        }
        RolloutPlan plan = step.plan(build().getParent());
        name = RolloutName.of(getContext(), promotion, plan);
        if (plan.analysis() != null) {
            looks = new Looks(build(), promotion.id(), name);
            looks.begin(step, plan);
        }
        story().begins(plan, listener(), build(), getContext().get(FilePath.class) != null);
        rollout().handle(new RolloutCommand.Start(promotion.id(), name, plan));
        rollout().watch(this::reconsiderSoon);
        carryOut();
    }

    /** Which rollout this is, {@code null} until it begins. */
    String name() {
        return name;
    }

    /** Where a promotion goes back, everything goes to the release that is brought back, in one run of the body. */
    private void whole(RolloutPlan plan) throws Exception {
        story().line(listener(), WholeRun.SENTENCE);
        run.begin(WholeRun.TOKEN);
        PipelineThread.await(getContext().saveState());
        run.launch(getContext(), WholeRun.variables(plan), this);
    }

    @Override
    protected void stopWhatIsOver() throws Exception {
        if (name == null || !run.isRunning() || run.token() == WholeRun.TOKEN) {
            return;
        }
        if (!rollout().demands(run.token())) {
            run.interruptOnce(new FlowInterruptedException(Result.ABORTED, false));
            // whatever comes to the thread of the Pipeline from here on finds the steps of the body stopped
            PipelineThread.await(getContext().get(FlowExecution.class).getCurrentExecutions(false));
        }
    }

    @Override
    protected void resume() throws Exception {
        if (name == null) {
            begin();
        } else if (run.token() == WholeRun.TOKEN) {
            if (run.end() != null) {
                record();
            } else if (run.isLost(WholeRun.TOKEN)) {
                whole(step.plan());
            }
        } else if (rollout().find().isEmpty()) {
            begin();
        } else {
            RolloutRecord rollout = rollout().record();
            story().skip(rollout);
            rollout().watch(this::reconsiderSoon);
            story().line(listener(), "Jenkins was restarted; the rollout goes on at step " + rollout.step() + ".");
            if (run.end() != null) {
                record();
            } else {
                reconsider();
            }
        }
    }

    private void reconsiderSoon() {
        guarded(this::reconsider);
    }

    private void reconsider() throws Exception {
        if (run.end() == null) {
            rollout().advance();
            carryOut();
        }
    }

    private void carryOut() throws Exception {
        wakeAt(null, this::reconsider);
        RolloutRecord rollout = rollout().record();
        RolloutEffect effect = rollout().effect();
        story().tell(rollout, listener());
        if (effect instanceof RolloutEffect.RunBody body) {
            if (!run.isBegun(body.token()) || run.isLost(body.token())) {
                begin(body, rollout);
            }
        } else if (effect instanceof RolloutEffect.StopBody body) {
            stop(body);
        } else if (effect instanceof RolloutEffect.Bake bake) {
            if (bake.until().isAfter(Instant.now())) {
                story().waits(bake, rollout, listener());
            }
            wakeAt(bake.wakeAt(), () -> wake(bake.wakeAt(), bake.looks()));
        } else if (effect instanceof RolloutEffect.WaitForPerson wait) {
            story().waits(wait, rollout, listener());
            wakeAt(wait.wakeAt(), () -> wake(wait.wakeAt(), true));
        } else if (effect instanceof RolloutEffect.Finish finish) {
            finish(finish.rollout());
        }
    }

    private void wake(Instant due, boolean looking) throws Exception {
        if (Instant.now().isBefore(due)) {
            wakeAt(due, () -> wake(due, looking));
        } else if (looking) {
            look();
        } else {
            reconsider();
        }
    }

    private void begin(RolloutEffect.RunBody body, RolloutRecord rollout) throws Exception {
        String version = rollout().promotion().release().version();
        story().runs(body, version, rollout, listener(), run.isLost(body.token()));
        run.begin(body.token());
        try {
            PipelineThread.await(getContext().saveState());
        } catch (IOException e) {
            String reason = "The build cannot be saved, so it was not begun: " + Failures.sentence(e);
            rollout().handle(new RolloutCommand.BodyEnded(promotion.id(), name, body.token(), reason));
            throw new IOException(reason, e);
        }
        run.launch(getContext(), WholeRun.variables(body), this);
    }

    private void stop(RolloutEffect.StopBody body) throws Exception {
        if (run.token() == body.token() && run.isRunning()) {
            run.interruptOnce(stopCause != null ? stopCause : new FlowInterruptedException(Result.ABORTED, false));
        } else if (run.end() == null) {
            String reason = "It was not begun, because the rollout was sent back.";
            rollout().handle(new RolloutCommand.BodyEnded(promotion.id(), name, body.token(), reason));
            carryOut();
        }
    }

    private void look() throws Exception {
        looks = looks == null ? new Looks(build(), promotion.id(), name) : looks;
        if (!looks.isLooking()) {
            looks.look(rollout().record())
                    .thenAccept(found -> soon(() -> {
                        rollout().handle(looks.record(found, rollout().record()));
                        carryOut();
                    }));
        }
    }

    @Override
    protected void record() throws Exception {
        BodyRun.End end = run.end();
        if (end == null) {
            return;
        }
        Throwable failure = end.failure();
        if (end.token() == WholeRun.TOKEN) {
            if (failure == null) {
                succeed(null);
            } else {
                complete(failure);
            }
            return;
        }
        PromotionId id = promotion.id();
        if (rollout().demands(end.token())
                && failure instanceof FlowInterruptedException stopped
                && stopped.isActualInterruption()) {
            stopCause = stopCause == null ? failure : stopCause;
            rollout()
                    .handle(new RolloutCommand.Stop(id, name, Failures.abortedBy(failure), Failures.sentence(failure)));
        }
        String reason = failure == null ? null : Failures.sentence(failure);
        rollout().handle(new RolloutCommand.BodyEnded(id, name, end.token(), reason));
        run.recorded();
        carryOut();
    }

    private void finish(RolloutRecord rollout) throws Exception {
        story().ended(rollout, rollout().promotion().release().version(), listener());
        if (rollout.end().outcome() == RolloutOutcome.PASSED) {
            succeed(null);
        } else {
            String sentence = rollout.end().outcome() + ". " + rollout.end().reason();
            complete(stopCause != null ? stopCause : new AbortException(function() + ": " + sentence));
        }
    }

    /** The first abort takes the traffic back; another one stops that too. */
    @Override
    protected void abort(Throwable cause) throws Exception {
        boolean first = stopCause == null;
        stopCause = first ? cause : stopCause;
        if (name == null) {
            return;
        } else if (run.token() == WholeRun.TOKEN || !first && run.isRunning()) {
            run.interrupt(cause);
            return;
        }
        rollout()
                .handle(new RolloutCommand.Stop(
                        promotion.id(), name, Failures.abortedBy(cause), Failures.sentence(cause)));
        if (run.end() == null) {
            carryOut();
        }
    }

    @Override
    protected void release() throws IOException, InterruptedException {
        if (name != null) {
            rollout().unwatch();
        }
    }

    private OpenRollout rollout() throws IOException, InterruptedException {
        return new OpenRollout(promotion, name, build());
    }

    private RolloutLog story() {
        if (story == null) {
            story = new RolloutLog();
        }
        return story;
    }
}
