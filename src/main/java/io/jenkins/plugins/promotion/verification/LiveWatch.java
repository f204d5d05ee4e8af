package io.jenkins.plugins.promotion.verification;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.probe.GateHost;
import io.jenkins.plugins.promotion.engine.probe.GateRunner;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.VerificationFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/** One watch over what is live, run from the controller. What it ends with is recorded; the record says what follows. */
final class LiveWatch implements GateHost {
    private static final Logger LOGGER = Logger.getLogger(LiveWatch.class.getName());
    /** How long to wait before an end is recorded that could not be recorded. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Application application;
    private final Watch watch;
    private final EnvironmentName environment;
    private final KeptGate kept;
    private volatile GateState state;
    private GateRunner runner;
    private boolean stopped;

    LiveWatch(Application application, Watch watch) {
        this.application = application;
        this.watch = watch;
        this.environment = watch.id().environment();
        this.kept = new KeptGate(
                new VerificationFile(VerificationFile.Purpose.WATCH, application, environment), watch.token());
    }

    long token() {
        return watch.token();
    }

    /** What is known at this moment, {@code null} before it has begun. */
    @CheckForNull
    GateState state() {
        return state;
    }

    /** Begins, or goes on with the counts that it had. */
    synchronized void run() {
        if (!stopped) {
            state = kept.state().orElseGet(() -> GateState.start(watch.plan(), watch.since()));
            runner = GateRunner.resume(
                    watch.plan(),
                    state,
                    new VerificationProbes(application, environment),
                    this,
                    new GateRunner.Means(Timer.get(), Workers::run, Clock.systemUTC()));
        }
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
    public void tell(String sentence) {
        LOGGER.log(Level.FINE, () -> watch.id() + " of " + application + ": " + sentence);
    }

    @Override
    public void ended(GateResult result) {
        if (result.verdict() != Verdict.PASS) {
            LOGGER.log(
                    Level.WARNING,
                    () -> "The watch over " + watch.id() + " of " + application + " ended " + result.verdict() + ": "
                            + result.reason());
        }
        record(result);
    }

    /** An end that cannot be recorded now will be. */
    private void record(GateResult result) {
        try {
            ApplicationSlots.of(application)
                    .handle(
                            environment,
                            new Command.WatchEnded(
                                    watch.id(),
                                    watch.token(),
                                    result.verdict(),
                                    result.reason(),
                                    result.checks().stream()
                                            .map(GateEvidence::of)
                                            .toList()));
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "The end of the watch over " + watch.id() + " cannot be recorded yet");
            Workers.at(Instant.now().plus(RETRY), () -> record(result));
        }
    }
}
