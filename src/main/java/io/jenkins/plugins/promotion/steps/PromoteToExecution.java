package io.jenkins.plugins.promotion.steps;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.run.PromotedBlock;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.store.Application;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One promotion in a running build: asks for it, waits, runs the body, says how it ended.
 *
 * <p>The truth is in the ledger. What is persisted here with the program of the build is which promotion this is, which
 * run of the body was begun, and how a run ended until that is recorded. After a restart {@link #onResume} compares the
 * two:
 *
 * <ul>
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

    private final PromoteToStep step;
    private PromotionReference reference;
    private long begunToken;
    private volatile boolean bodySeen;
    private volatile BodyEnd bodyEnd;
    private Throwable stopCause;
    private boolean completed;

    private transient WaitLog waitLog;
    private transient Future<?> wakeUp;
    private transient Run<?, ?> run;
    private transient BodyExecution body;

    PromoteToExecution(PromoteToStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() {
        Workers.run(() -> guarded(this::request));
        return false;
    }

    @Override
    public void onResume() {
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

    private void request() throws Exception {
        if (stopCause != null) {
            complete(stopCause);
            return;
        }
        run = getContext().get(Run.class);
        EnvironmentName environment = EnvironmentName.of(step.getEnvironment());
        ApplicationSlots slots = ApplicationSlots.of(Application.of(run.getParent(), step.getApplication()));
        slots.environments().get(environment);
        BlockCheck.all(run, getContext().get(FlowNode.class));
        Release release = RequestedRelease.of(step, run, slots, getContext().get(FilePath.class));
        SlotState before = AbandonedPromotions.settle(slots, environment);
        PromotionId id = adopt(slots, before, release);
        if (id == null) {
            Instant deadline = step.getWaitTimeout() == null
                    ? null
                    : Instant.now().plus(DurationText.parse("waitTimeout", step.getWaitTimeout()));
            SlotState after = slots.handle(
                    environment,
                    new Command.Request(
                            Kind.PROMOTION,
                            release,
                            People.initiator(run),
                            step.parsedOnFailure(),
                            deadline,
                            step.getNotes(),
                            step.getTicket()));
            id = requested(before, after, release);
            AttachedPromotions.get().attach(slots.application(), id, this::reconsiderSoon);
        }
        reference = new PromotionReference(slots.application(), id);
        PromotionRunAction.of(run).add(reference);
        carryOut(slots.effect(id));
    }

    /** A request that was recorded just before a crash is not made a second time. */
    private PromotionId adopt(ApplicationSlots slots, SlotState state, Release release) {
        for (Promotion promotion : state.open()) {
            if (promotion.release().build().equals(release.build())
                    && promotion.release().isSameAs(release)
                    && promotion.isWaiting()
                    && AttachedPromotions.get().attach(slots.application(), promotion.id(), this::reconsiderSoon)) {
                return promotion.id();
            }
        }
        return null;
    }

    /** The promotion of this request among all that the append may have brought. */
    private static PromotionId requested(SlotState before, SlotState after, Release release) {
        return after.latest(promotion -> promotion.release().build().equals(release.build())
                        && promotion.release().isSameAs(release)
                        && promotion.id().number() >= before.nextId().number())
                .orElseThrow(() -> new IllegalStateException("a request is on record"))
                .id();
    }

    private void resume() throws Exception {
        if (reference == null) {
            request();
            return;
        }
        ApplicationSlots slots = slots();
        AttachedPromotions.get().attach(slots.application(), reference.id(), this::reconsiderSoon);
        if (bodyEnd != null) {
            record(bodyEnd);
        } else if (slots.effect(reference.id()) instanceof Effect.RunBody body
                && body.token() == begunToken
                && !bodySeen) {
            slots.handle(
                    reference.id().environment(),
                    new Command.BuildGone(
                            reference.id(),
                            "Jenkins stopped at the moment at which the deployment began, and nobody knows how far it came."));
            carryOut(slots.effect(reference.id()));
        } else {
            reconsider();
        }
    }

    private void reconsiderSoon() {
        guarded(this::reconsider);
    }

    private void reconsider() throws Exception {
        if (completed || bodyEnd != null || reference == null) {
            return;
        }
        ApplicationSlots slots = slots();
        slots.handle(reference.id().environment(), new Command.Reconsider(reference.id()));
        carryOut(slots.effect(reference.id()));
    }

    private void carryOut(Effect effect) throws Exception {
        if (wakeUp != null) {
            wakeUp.cancel(false);
            wakeUp = null;
        }
        if (effect instanceof Effect.Wait wait) {
            if (waitLog == null) {
                waitLog = new WaitLog();
            }
            waitLog.tell(wait, run(), listener(), getContext().get(FilePath.class) != null);
            if (wait.wakeAt() != null) {
                wakeUp = Workers.at(wait.wakeAt(), this::reconsiderSoon);
            }
        } else if (effect instanceof Effect.RunBody body) {
            if (begunToken != body.token()) {
                begin(body);
            }
        } else if (effect instanceof Effect.Finish finish) {
            finish(finish.promotion());
        }
    }

    private void begin(Effect.RunBody body) throws Exception {
        log(
                body.mode() == Effect.Mode.DEPLOY
                        ? "Deploying " + body.version() + " to " + body.id().environment() + " (" + body.id() + ")"
                                + (body.previous() == null ? "." : ", in place of " + body.previous() + ".")
                        : "Bringing " + body.version() + " back to " + body.id().environment() + " (" + body.id()
                                + ").");
        Map<String, String> variables = PromotionVariables.of(body);
        if (!getContext().hasBody()) {
            String block = getContext().get(FlowNode.class).getEnclosingId();
            PromotionRunAction.of(run()).add(new PromotedBlock(reference, body.token(), block, variables));
            begunToken = body.token();
            completed = true;
            AttachedPromotions.get().detach(application(), reference.id());
            getContext().onSuccess(variables);
            return;
        }
        bodySeen = false;
        begunToken = body.token();
        saved();
        this.body = getContext()
                .newBodyInvoker()
                .withContext(EnvironmentExpander.merge(
                        getContext().get(EnvironmentExpander.class), new PromotionVariables(variables)))
                .withCallback(new Callback(this, body.token()))
                .start();
    }

    /** The program must know of the run before the run can do anything. */
    private void saved() throws IOException, InterruptedException {
        try {
            getContext().saveState().get();
        } catch (ExecutionException e) {
            throw new IOException("The build cannot be saved, so the deployment was not begun: " + e.getCause(), e);
        }
    }

    private void record(BodyEnd end) throws Exception {
        ApplicationSlots slots = slots();
        slots.handle(
                reference.id().environment(),
                new Command.BodyEnded(
                        reference.id(),
                        end.token(),
                        end.failure() == null ? null : Failures.sentence(end.failure()),
                        end.failure() == null ? null : Failures.abortedBy(end.failure()),
                        true));
        bodyEnd = null;
        Effect effect = slots.effect(reference.id());
        if (effect instanceof Effect.Finish && end.failure() != null && stopCause == null) {
            stopCause = end.failure();
        }
        carryOut(effect);
    }

    private void finish(Promotion promotion) throws Exception {
        if (completed) {
            return;
        }
        log(EndOfPromotion.sentence(promotion, (PromotionState.Over) promotion.state()));
        if (EndOfPromotion.isVerified(promotion)) {
            completed = true;
            AttachedPromotions.get().detach(application(), promotion.id());
            getContext().onSuccess(null);
        } else {
            complete(stopCause != null ? stopCause : EndOfPromotion.of(promotion));
        }
    }

    private void abort(Throwable cause) throws Exception {
        if (completed) {
            return;
        }
        stopCause = cause;
        if (reference == null) {
            return;
        }
        ApplicationSlots slots = slots();
        Principal by = Failures.abortedBy(cause);
        slots.handle(
                reference.id().environment(),
                new Command.Abort(reference.id(), by, by == null ? Failures.sentence(cause) : null));
        if (slots.effect(reference.id()) instanceof Effect.Finish finish) {
            finish(finish.promotion());
        } else if (body != null) {
            body.cancel(cause);
        }
    }

    private void complete(Throwable failure) throws IOException, InterruptedException {
        completed = true;
        if (reference != null) {
            AttachedPromotions.get().detach(application(), reference.id());
        }
        getContext().onFailure(failure);
    }

    /** Runs a task of this execution; one that fails ends the step, and the ledger tells what is certain. */
    private synchronized void guarded(Task task) {
        if (completed) {
            return;
        }
        try {
            task.run();
        } catch (Exception e) {
            completed = true;
            if (wakeUp != null) {
                wakeUp.cancel(false);
            }
            try {
                if (reference != null) {
                    AttachedPromotions.get().detach(application(), reference.id());
                }
            } catch (IOException | InterruptedException ignored) {
                e.addSuppressed(ignored);
            }
            getContext().onFailure(Failures.readable(e));
        }
    }

    private Run<?, ?> run() throws IOException, InterruptedException {
        if (run == null) {
            run = getContext().get(Run.class);
        }
        return run;
    }

    private Application application() throws IOException, InterruptedException {
        return reference.application(run());
    }

    private ApplicationSlots slots() throws IOException, InterruptedException {
        return ApplicationSlots.of(application());
    }

    private TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }

    private void log(String line) throws IOException, InterruptedException {
        listener().getLogger().println("[promotion] " + line);
    }

    /** Work on a worker thread. */
    private interface Task {
        void run() throws Exception;
    }

    /** How a run of the body ended, kept until it is on record. */
    private static final class BodyEnd implements Serializable {
        private static final long serialVersionUID = 1L;

        private final long token;
        private final Throwable failure;

        BodyEnd(long token, Throwable failure) {
            this.token = token;
            this.failure = failure;
        }

        long token() {
            return token;
        }

        Throwable failure() {
            return failure;
        }
    }

    /** Hears of the body on the thread of the Pipeline, and hands on. */
    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final PromoteToExecution execution;
        private final long token;

        Callback(PromoteToExecution execution, long token) {
            this.execution = execution;
            this.token = token;
        }

        @Override
        public void onStart(StepContext context) {
            execution.bodySeen = true;
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
            BodyEnd end = new BodyEnd(token, failure);
            execution.bodyEnd = end;
            Workers.run(() -> execution.guarded(() -> execution.record(end)));
        }
    }
}
