package io.jenkins.plugins.promotion.verification;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.probe.GateHost;
import io.jenkins.plugins.promotion.engine.probe.GateRunner;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * A gate that the record of a slot demands, run from the controller. It needs no build. What it ends with is recorded, and
 * the record says what follows.
 */
abstract class SlotGate implements GateHost {
    private static final Logger LOGGER = Logger.getLogger(SlotGate.class.getName());
    /** How long to wait before an end is recorded that could not be recorded. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final SlotFile file;
    private final Demand demand;
    private final KeptGate kept;
    private volatile GateState state;
    private GateRunner runner;
    private boolean stopped;

    /**
     * What the record demands.
     *
     * @param token names the gate among those of its slot
     * @param since when it began
     */
    record Demand(long token, GatePlan plan, Instant since) {}

    SlotGate(SlotFile file, Demand demand) {
        this.file = file;
        this.demand = demand;
        this.kept = new KeptGate(file, demand.token());
    }

    /** What is looked at, as a phrase. */
    abstract String name();

    /** The command by which an end is recorded. */
    abstract Command ending(@CheckForNull Verdict verdict, @CheckForNull String reason, List<GateEvidence> evidence);

    /** It begins, for the first time or again after Jenkins was restarted. */
    void begins(boolean first, GateState now) {
        // whoever tells somebody does
    }

    long token() {
        return demand.token();
    }

    /** What is known at this moment, {@code null} before it has begun. */
    @CheckForNull
    GateState state() {
        return state;
    }

    /** Begins, or goes on with the deadline and the counts that it had. */
    void run() {
        look();
    }

    private synchronized void look() {
        if (stopped) {
            return;
        }
        Optional<GateState> before = kept.state();
        state = before.orElseGet(() -> GateState.start(demand.plan(), demand.since()));
        begins(before.isEmpty(), state);
        runner = GateRunner.resume(
                demand.plan(),
                state,
                new VerificationProbes(file.application(), file.environment()),
                this,
                new GateRunner.Means(Timer.get(), Workers::run, Clock.systemUTC()));
    }

    /** Nobody wants the verdict any more. */
    synchronized void stop() {
        stopped = true;
        if (runner != null) {
            runner.stop();
        }
    }

    /** Stops, and keeps what is known. */
    void suspend() {
        stop();
        GateState known = state;
        if (known != null) {
            kept.keep(known, true);
        }
    }

    @Override
    public void changed(GateState now) {
        GateState before = state;
        state = now;
        kept.changed(before, now);
    }

    @Override
    public void ended(GateResult result) {
        end(
                result.verdict(),
                result.reason(),
                result.checks().stream().map(GateEvidence::of).toList());
    }

    /** Records the end. One that cannot be recorded now will be later. */
    void end(@CheckForNull Verdict verdict, @CheckForNull String reason, List<GateEvidence> evidence) {
        try {
            ApplicationSlots.of(file.application()).handle(file.environment(), ending(verdict, reason, evidence));
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "The end of " + name() + " cannot be recorded yet");
            Workers.at(Instant.now().plus(RETRY), () -> end(verdict, reason, evidence));
        }
    }
}
