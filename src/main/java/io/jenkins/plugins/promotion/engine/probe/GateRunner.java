package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.GateEffect;
import io.jenkins.plugins.promotion.engine.health.GateEvent;
import io.jenkins.plugins.promotion.engine.health.GateMachine;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs one gate: gives the machine its events, one after the other, and carries out what it demands. It holds no thread:
 * between two events there is a timer and the probes that are under way.
 */
public final class GateRunner {
    private final GatePlan plan;
    private final GateMachine machine;
    private final Probes probes;
    private final GateHost host;
    private final Means means;
    private final Queue<GateEvent> events = new ArrayDeque<>();
    private GateState state;
    private boolean handling;
    private boolean stopped;
    private Future<?> wake;

    /**
     * What all gates share.
     *
     * @param timer only wakes; it is never kept busy
     * @param work handles events; what a host does in them is done here
     */
    public record Means(ScheduledExecutorService timer, Executor work, Clock clock) {}

    private GateRunner(GatePlan plan, GateState state, Probes probes, GateHost host, Means means) {
        this.plan = plan;
        this.machine = new GateMachine(plan);
        this.state = state;
        this.probes = probes;
        this.host = host;
        this.means = means;
    }

    /** Begins a gate. */
    public static GateRunner begin(GatePlan plan, Probes probes, GateHost host, Means means) {
        GateState first = GateState.start(plan, means.clock().instant());
        return run(new GateRunner(plan, first, probes, host, means), new GateEvent.Tick());
    }

    /** Goes on with a gate after a restart. One that is over already is told to be over once more. */
    public static GateRunner resume(GatePlan plan, GateState state, Probes probes, GateHost host, Means means) {
        GateRunner runner = new GateRunner(plan, state, probes, host, means);
        if (state.isOver()) {
            means.work().execute(() -> host.ended(state.result()));
            return runner;
        }
        return run(runner, new GateEvent.Resumed());
    }

    private static GateRunner run(GateRunner runner, GateEvent first) {
        runner.submit(first);
        return runner;
    }

    /** Nobody wants the verdict any more. Nothing is told after this, but for what is being told at this moment. */
    public synchronized void stop() {
        stopped = true;
        events.clear();
        cancelWake();
    }

    private void submit(GateEvent event) {
        synchronized (this) {
            if (stopped) {
                return;
            }
            events.add(event);
            if (handling) {
                return;
            }
            handling = true;
        }
        means.work().execute(this::handleAll);
    }

    private void handleAll() {
        GateEvent event = next();
        while (event != null) {
            try {
                handle(event);
            } catch (RuntimeException e) {
                synchronized (this) {
                    handling = false;
                }
                throw e;
            }
            event = next();
        }
    }

    private synchronized GateEvent next() {
        GateEvent event = stopped ? null : events.poll();
        handling = event != null;
        return event;
    }

    /** Only one thread is here at a time. */
    private void handle(GateEvent event) {
        GateMachine.Step step = machine.handle(state, event, means.clock().instant());
        boolean same = step.state().equals(state);
        state = step.state();
        if (!same) {
            host.changed(state);
        }
        for (GateEffect effect : step.effects()) {
            if (effect instanceof GateEffect.Tell tell) {
                host.tell(tell.sentence());
            } else if (effect instanceof GateEffect.Probe probe) {
                probe(probe);
            } else if (effect instanceof GateEffect.Wake at) {
                wakeAt(at.at());
            } else if (effect instanceof GateEffect.End end) {
                stop();
                host.ended(end.result());
            }
        }
    }

    private void probe(GateEffect.Probe probe) {
        Instant baselineAt = plan.baselineAt() == null ? state.startedAt() : plan.baselineAt();
        long begun = System.nanoTime();
        probes.look(probe.check(), baselineAt, probe.baseline()).whenComplete((reading, failure) -> {
            Reading found = failure == null ? reading : lost(failure, System.nanoTime() - begun);
            submit(new GateEvent.Read(probe.check().name(), probe.token(), found));
        });
    }

    private static Reading lost(Throwable failure, long nanos) {
        String type = failure.getClass().getSimpleName();
        return new Reading.Failed(
                Fault.OTHER, "The probe itself failed with a " + type + ".", Duration.ofNanos(nanos), 0, null);
    }

    private synchronized void wakeAt(Instant at) {
        cancelWake();
        if (!stopped) {
            long millis =
                    Math.max(1, Duration.between(means.clock().instant(), at).toMillis() + 1);
            wake = means.timer().schedule(() -> submit(new GateEvent.Tick()), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void cancelWake() {
        if (wake != null) {
            wake.cancel(false);
        }
    }
}
