package io.jenkins.plugins.promotion.verification;

import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One watch over what is live. */
final class LiveWatch extends SlotGate {
    private static final Logger LOGGER = Logger.getLogger(LiveWatch.class.getName());

    private final Application application;
    private final Watch watch;

    LiveWatch(Application application, Watch watch) {
        super(
                new SlotFile(SlotFile.Purpose.WATCH, application, watch.id().environment()),
                new Demand(watch.token(), watch.plan(), watch.since()));
        this.application = application;
        this.watch = watch;
    }

    @Override
    String name() {
        return "the watch over " + watch.id() + " of " + application;
    }

    @Override
    public void tell(String sentence) {
        LOGGER.log(Level.FINE, () -> name() + ": " + sentence);
    }

    @Override
    public void ended(GateResult result) {
        if (result.verdict() != Verdict.PASS) {
            LOGGER.log(Level.WARNING, () -> result.verdict() + " ended " + name() + ": " + result.reason());
        }
        super.ended(result);
    }

    @Override
    Command ending(Verdict verdict, String reason, List<GateEvidence> evidence) {
        return new Command.WatchEnded(watch.id(), watch.token(), verdict, reason, evidence);
    }
}
