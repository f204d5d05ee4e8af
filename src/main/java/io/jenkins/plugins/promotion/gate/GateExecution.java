package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.probe.GateHost;
import io.jenkins.plugins.promotion.engine.probe.GateRunner;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.run.EnclosingPromotion;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.runtime.GateLog;
import io.jenkins.plugins.promotion.runtime.Workers;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One gate in a running build. The machine of the engine decides; this class brings it through restarts and tells the build
 * what it says.
 *
 * <p>The plan and the state are in a {@link GateFile} beside the build, so that the program of the build need not be saved
 * for every probe; the plan is there before anything is probed. After a restart the gate goes on from its file, with its
 * deadline and its counts. Nothing holds a thread between two events.
 */
final class GateExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(GateExecution.class.getName());

    private final GateStep step;
    private final boolean onAgent;
    private final BlockProbe block = new BlockProbe();
    private volatile Throwable stopCause;

    private transient volatile GateRunner runner;
    private transient volatile GateState state;
    private transient volatile boolean completed;
    private transient volatile Runnable afterBlock;

    GateExecution(GateStep step, StepContext context, boolean onAgent) {
        super(context);
        this.step = step;
        this.onAgent = onAgent;
    }

    @Override
    public boolean start() {
        Workers.run(() -> guarded(this::run));
        return false;
    }

    @Override
    public void onResume() {
        Workers.run(() -> guarded(this::run));
    }

    @Override
    public void stop(Throwable cause) {
        stopCause = cause;
        Workers.run(() -> guarded(() -> abort(cause)));
    }

    @Override
    public String getStatus() {
        GateState now = state;
        return now == null ? "about to probe" : now.isSoaking() ? "soaking" : "not every check is well yet";
    }

    BlockProbe block() {
        return block;
    }

    /** What is known at this moment, {@code null} before it has begun. */
    @CheckForNull
    GateState state() {
        return state;
    }

    /** Begins, or goes on where it was when Jenkins stopped. */
    private void run() throws Exception {
        if (stopCause != null) {
            abort(stopCause);
            return;
        }
        block.resume();
        Run<?, ?> build = build();
        String id = id();
        GateFile file = GateFile.of(build, id);
        Optional<GateFile.Content> kept = file.read();
        GatePlan plan = kept.isPresent() ? kept.get().plan() : begin(build, id, file);
        GateLog log = new GateLog(getContext().get(TaskListener.class));
        Host host = new Host(new GateProgress(plan, file, log), log);
        GateProbes probes = new GateProbes(this, getContext(), build, onAgent);
        GateRunner.Means means = new GateRunner.Means(Timer.get(), Workers::run, Clock.systemUTC());
        Optional<GateState> before = kept.flatMap(GateFile.Content::state);
        state = before.orElse(null);
        RunningGates.get().add(build, id, this);
        runner = before.isPresent()
                ? GateRunner.resume(plan, before.get(), probes, host, means)
                : GateRunner.begin(plan, probes, host, means);
    }

    private GatePlan begin(Run<?, ?> build, String id, GateFile file) throws IOException, InterruptedException {
        Optional<PromotionReference> promotion = EnclosingPromotion.find(getContext());
        Instant deployedAt = promotion
                .flatMap(reference -> EnclosingPromotion.promotion(build, reference))
                .map(Promotion::startedAt)
                .orElse(null);
        GatePlan plan = step.plan(deployedAt);
        file.write(plan);
        GateReference gate = new GateReference(id, promotion.orElse(null));
        GateRunAction.of(build).add(gate);
        GateHistory.started(build, gate, plan);
        new GateLog(getContext().get(TaskListener.class)).begins(plan, onAgent);
        return plan;
    }

    /** The block ends, and nothing has been made of that yet. */
    void blockEnding(@CheckForNull Throwable failure) {
        if (isAbort(failure) && runner != null) {
            runner.stop();
        }
    }

    /** The block has ended. */
    void blockEnded(@CheckForNull Throwable failure) {
        Workers.run(() -> guarded(() -> {
            if (afterBlock != null) {
                afterBlock.run();
            } else if (isAbort(failure)) {
                stopped(failure);
            }
        }));
    }

    private static boolean isAbort(@CheckForNull Throwable failure) {
        return failure instanceof FlowInterruptedException interruption && interruption.isActualInterruption();
    }

    private void abort(Throwable cause) throws Exception {
        if (runner != null) {
            runner.stop();
        }
        Runnable end = () -> stopped(cause);
        if (block.isRunning()) {
            afterBlock = end;
            block.cancel(cause);
        } else {
            end.run();
        }
    }

    /** Jenkins is about to stop: keeps what is known, and lets nobody look any more. */
    void suspend() {
        GateRunner running = runner;
        if (running != null) {
            running.stop();
        }
        try {
            GateState now = state;
            GateFile file = GateFile.of(build(), id());
            Optional<GateFile.Content> kept = file.read();
            if (now != null && kept.isPresent()) {
                file.write(kept.get().plan(), now, true);
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, "What is known of a gate could not be kept", e);
        }
    }

    private void settle(GateResult result) throws IOException, InterruptedException {
        Answer answer = step.answer(result.verdict());
        if (answer == Answer.FAIL) {
            complete(new AbortException(Consequence.sentence(result)));
            return;
        }
        Consequence.leavesTraces(getContext(), answer, result);
        leave();
        getContext().onSuccess(result.verdict().name());
    }

    /** Ends without a verdict. That it is over must not fail because it cannot be recorded. */
    private void stopped(Throwable cause) {
        try {
            GateHistory.ended(build(), id(), null);
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The end of a gate could not be recorded", e);
        }
        complete(cause);
    }

    private void complete(Throwable failure) {
        leave();
        getContext().onFailure(failure);
    }

    private void leave() {
        completed = true;
        try {
            RunningGates.get().remove(build(), id(), this);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "A gate of a build that is gone", e);
        }
    }

    private Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    private String id() throws IOException, InterruptedException {
        return getContext().get(FlowNode.class).getId();
    }

    /** Runs a task of this execution; one that fails ends the step. */
    private synchronized void guarded(Task task) {
        if (completed) {
            return;
        }
        try {
            task.run();
        } catch (Exception | LinkageError e) {
            if (runner != null) {
                runner.stop();
            }
            leave();
            getContext().onFailure(e);
        }
    }

    /** Work on a worker thread. */
    private interface Task {
        void run() throws Exception;
    }

    /** What the gate of the engine tells, one after the other. */
    private final class Host implements GateHost {
        private final GateProgress progress;
        private final GateLog log;

        Host(GateProgress progress, GateLog log) {
            this.progress = progress;
            this.log = log;
        }

        @Override
        public void changed(GateState now) {
            GateState before = state;
            state = now;
            progress.changed(before, now);
        }

        @Override
        public void tell(String sentence) {
            log.line(sentence);
        }

        @Override
        public void ended(GateResult result) {
            guarded(() -> {
                log.ended(result);
                GateHistory.ended(build(), id(), result);
                if (block.isRunning()) {
                    afterBlock = () -> guarded(() -> settle(result));
                    block.cancelUnneeded();
                } else {
                    settle(result);
                }
            });
        }
    }
}
