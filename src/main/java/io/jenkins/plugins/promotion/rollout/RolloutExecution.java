package io.jenkins.plugins.promotion.rollout;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutEffect;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.run.EnclosingPromotion;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.steps.Failures;
import io.jenkins.plugins.promotion.steps.PipelineThread;
import io.jenkins.plugins.promotion.steps.WakeUp;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

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
 *
 * <p>All methods that read or write run on {@link Workers}, one at a time for each execution; no thread is held between
 * them, and no executor.
 */
final class RolloutExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final CanaryRolloutStep step;
    private final WeightRun run = new WeightRun();
    private volatile PromotionReference promotion;
    private volatile String name;
    private Throwable stopCause;

    private transient boolean completed;
    private transient Looks looks;
    private transient RolloutLog story;
    private transient Future<?> wakeUp;

    RolloutExecution(CanaryRolloutStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        Workers.run(() -> guarded(this::begin));
        return false;
    }

    /** Stops, before anything of it is resumed, a run of the body whose end is on record. */
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
        return name == null ? "about to begin" : "rollout " + name + " of " + promotion.id();
    }

    /** The body has ended, and {@link WeightRun} knows how. */
    void bodyEnded() {
        Workers.run(() -> guarded(this::record));
    }

    private void begin() throws Exception {
        if (stopCause != null) {
            complete(stopCause);
            return;
        }
        RolloutPlan plan = step.plan();
        promotion =
                EnclosingPromotion.find(getContext()).orElseThrow(() -> new AbortException(CanaryRolloutStep.OUTSIDE));
        name = getContext().get(FlowNode.class).getId();
        if (WholeRun.isOne(rollout().promotion())) {
            whole(plan);
            return;
        }
        if (plan.analysis() != null) {
            looks = Looks.open(build(), name, promotion.id(), plan);
        }
        story().begins(plan, listener(), build(), getContext().get(FilePath.class) != null);
        rollout().handle(new RolloutCommand.Start(promotion.id(), name, plan));
        rollout().watch(this::reconsiderSoon);
        carryOut();
    }

    /** Where a promotion goes back, everything goes to the release that is brought back, in one run of the body. */
    private void whole(RolloutPlan plan) throws Exception {
        story().line(listener(), WholeRun.sentence());
        run.begin(WholeRun.TOKEN);
        PipelineThread.await(getContext().saveState());
        run.launch(getContext(), WholeRun.variables(plan), this);
    }

    private void stopWhatIsOver() throws Exception {
        if (name == null || !run.isRunning() || run.token() == WholeRun.TOKEN) {
            return;
        }
        boolean demanded = rollout()
                .find()
                .flatMap(RolloutRecord::current)
                .filter(weight -> weight.isOpen() && weight.token() == run.token())
                .isPresent();
        if (!demanded) {
            run.interruptOnce(new FlowInterruptedException(Result.ABORTED, false));
            // whatever comes to the thread of the Pipeline from here on finds the steps of the body stopped
            PipelineThread.await(getContext().get(FlowExecution.class).getCurrentExecutions(false));
        }
    }

    private void resume() throws Exception {
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
        WakeUp.cancel(wakeUp);
        RolloutRecord rollout = rollout().record();
        RolloutEffect effect = rollout().effect();
        story().tell(rollout, listener());
        if (effect instanceof RolloutEffect.RunBody body) {
            if (!run.isKnown(body.token())) {
                begin(body, rollout);
            }
        } else if (effect instanceof RolloutEffect.StopBody body) {
            stop(body);
        } else if (effect instanceof RolloutEffect.Bake bake) {
            if (bake.until().isAfter(Instant.now())) {
                story().waits(bake, rollout, listener());
            }
            wakeAt(bake.wakeAt(), bake.looks());
        } else if (effect instanceof RolloutEffect.WaitForPerson wait) {
            story().waits(wait, rollout, listener());
            wakeAt(wait.wakeAt(), true);
        } else if (effect instanceof RolloutEffect.Finish finish) {
            finish(finish.rollout());
        }
    }

    private void wakeAt(Instant time, boolean looking) {
        wakeUp = WakeUp.at(time, () -> guarded(() -> wake(time, looking)));
    }

    private void wake(Instant due, boolean looking) throws Exception {
        if (Instant.now().isBefore(due)) {
            wakeAt(due, looking);
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
        run.launch(getContext(), variables(body), this);
    }

    private static Map<String, String> variables(RolloutEffect.RunBody body) {
        Map<String, String> variables = WholeRun.canary(body.weight(), body.step(), body.phase());
        if (body.back()) {
            variables.put("PROMOTION_MODE", "rollback");
        }
        return variables;
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
        RolloutRecord rollout = rollout().record();
        RolloutWeight weight = rollout.current().orElseThrow();
        RolloutPlan plan = RolloutPlan.of(rollout.started());
        if (looks == null) {
            try {
                looks = Looks.open(build(), name, promotion.id(), plan);
            } catch (IOException | InvalidValueException e) {
                looked(weight.step(), Instant.now(), Looks.error(e));
                return;
            }
        }
        if (!looks.isLooking()) {
            Instant to = Instant.now();
            looks.look(weight.setAt(), to, plan.share(weight.step()))
                    .thenAccept(report -> Workers.run(() -> guarded(() -> looked(weight.step(), to, report))));
        }
    }

    private void looked(int atStep, Instant at, Report report) throws Exception {
        if (looks != null) {
            looks.done();
        }
        boolean atEnd =
                rollout().record().bakeEnd().filter(end -> !at.isBefore(end)).isPresent();
        Report conclusion = !atEnd ? null : looks == null ? report : looks.conclude(report);
        rollout().handle(new RolloutCommand.Looked(promotion.id(), name, atStep, at, report, conclusion));
        carryOut();
    }

    private void record() throws Exception {
        WeightRun.End end = run.end();
        if (end == null) {
            return;
        }
        Throwable failure = end.failure();
        if (end.token() == WholeRun.TOKEN) {
            if (failure == null) {
                succeed();
            } else {
                complete(failure);
            }
            return;
        }
        PromotionId id = promotion.id();
        boolean demanded = rollout()
                .record()
                .current()
                .filter(weight -> weight.isOpen() && weight.token() == end.token())
                .isPresent();
        if (demanded && failure instanceof FlowInterruptedException stopped && stopped.isActualInterruption()) {
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
            succeed();
        } else {
            complete(
                    stopCause != null
                            ? stopCause
                            : new AbortException(
                                    "canaryRollout: " + rollout.end().outcome() + ". "
                                            + rollout.end().reason()));
        }
    }

    /** The first abort takes the traffic back; another one stops that too. */
    private void abort(Throwable cause) throws Exception {
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

    private void succeed() throws IOException, InterruptedException {
        leave();
        getContext().onSuccess(null);
    }

    private void complete(Throwable failure) throws IOException, InterruptedException {
        leave();
        getContext().onFailure(failure);
    }

    private void leave() throws IOException, InterruptedException {
        completed = true;
        WakeUp.cancel(wakeUp);
        if (name != null) {
            rollout().unwatch();
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
            leave();
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.addSuppressed(e);
        }
        getContext().onFailure(Failures.readable("canaryRollout", failure));
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

    private Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    private TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }

    private interface Task {
        void run() throws Exception;
    }
}
