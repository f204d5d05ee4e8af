package io.jenkins.plugins.promotion.verification;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.probe.GateHost;
import io.jenkins.plugins.promotion.engine.probe.GateRunner;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import io.jenkins.plugins.promotion.store.VerificationFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * One verification: the gate that the record of a slot demands, run from the controller. It needs no build; where there is
 * one, its log is told. What it ends with is recorded, and what follows from that is up to whoever the record names.
 */
final class Verification implements GateHost {
    private static final Logger LOGGER = Logger.getLogger(Verification.class.getName());
    /** How long to wait before an end is recorded that could not be recorded. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Application application;
    private final PromotionId id;
    private final Promotion promotion;
    private final PromotionState.Verifying demanded;
    private final KeptGate kept;
    private final VerificationLog log;
    private volatile GateState state;
    private GateRunner runner;
    private boolean stopped;

    Verification(Application application, Promotion promotion, PromotionState.Verifying demanded) {
        this.application = application;
        this.id = promotion.id();
        this.promotion = promotion;
        this.demanded = demanded;
        this.kept = new KeptGate(
                new VerificationFile(VerificationFile.Purpose.VERIFICATION, application, id.environment()),
                demanded.token());
        this.log = new VerificationLog(application, promotion);
    }

    long token() {
        return demanded.token();
    }

    /** What is known at this moment, {@code null} before it has begun. */
    @CheckForNull
    GateState state() {
        return state;
    }

    /** Begins, or goes on with the deadline and the counts that it had. */
    void run() {
        GateEvent.GateEnded recorded =
                promotion.gate(demanded.gate()).map(GateRecord::end).orElse(null);
        if (recorded == null) {
            look();
        } else {
            // a crash came between the end of the gate and what follows from it
            end(recorded.verdict() == null ? null : Verdict.valueOf(recorded.verdict()), recorded.reason(), List.of());
        }
    }

    private synchronized void look() {
        if (stopped) {
            return;
        }
        GatePlan plan = demanded.plan();
        Optional<GateState> before = kept.state();
        if (before.isEmpty()) {
            log.begins(promotion, demanded);
        }
        state = before.orElseGet(() -> GateState.start(plan, demanded.since()));
        log.waits(plan, state);
        runner = GateRunner.resume(
                plan,
                state,
                new VerificationProbes(application, id.environment()),
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
        if (!before.isSoaking() && now.isSoaking() && !demanded.plan().soak().isZero()) {
            log.soaks(demanded.plan(), now);
        }
    }

    @Override
    public void tell(String sentence) {
        log.line(sentence);
    }

    @Override
    public void ended(GateResult result) {
        log.ended(result);
        end(
                result.verdict(),
                result.reason(),
                result.checks().stream().map(GateEvidence::of).toList());
    }

    /** Records the end. An end that cannot be recorded now will be: until then the slot is not free. */
    private void end(@CheckForNull Verdict verdict, @CheckForNull String reason, List<GateEvidence> evidence) {
        try {
            ApplicationSlots.of(application)
                    .handle(
                            id.environment(),
                            new Command.VerificationEnded(
                                    id, demanded.token(), verdict, reason, evidence, isBuildThere()));
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "The end of the verification of " + id + " cannot be recorded yet");
            Workers.at(Instant.now().plus(RETRY), () -> end(verdict, reason, evidence));
        }
    }

    /** Whether somebody is there to run the body again. */
    private boolean isBuildThere() {
        return AttachedPromotions.get().isAttached(application, id)
                || PromotingBuilds.find(application, promotion.release().build())
                        .filter(Run::isBuilding)
                        .isPresent();
    }
}
