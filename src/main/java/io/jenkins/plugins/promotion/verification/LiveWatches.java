package io.jenkins.plugins.promotion.verification;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.DueRollback;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The watches that run at present, and the rollbacks that are due after them. Safe for use by several threads. */
@Extension
public final class LiveWatches extends SlotGates<LiveWatch> {
    private static final Logger LOGGER = Logger.getLogger(LiveWatches.class.getName());
    /** How long to wait before a rollback is tried again of which the record could not be read or written. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** For Jenkins; use {@link #get()}. */
    public LiveWatches() {
        super(SlotFile.Purpose.WATCH);
    }

    /** The one of this controller. */
    public static LiveWatches get() {
        return ExtensionList.lookupSingleton(LiveWatches.class);
    }

    /** What is known of the watch over a slot at this moment; empty when none runs here. */
    public Optional<GateState> state(Application application, EnvironmentName environment) {
        return running(application, environment).map(LiveWatch::state);
    }

    @Override
    Optional<LiveWatch> demanded(Application application, SlotState slot) {
        return slot.watch().filter(Watch::isOn).map(watch -> new LiveWatch(application, watch));
    }

    @Override
    boolean isDemanded(SlotState slot) {
        return slot.watch()
                .filter(watch -> watch.isOn() || watch.isRollbackDue())
                .isPresent();
    }

    @Override
    void goOn(ApplicationSlots slots, SlotState slot) {
        if (slot.watch().filter(Watch::isRollbackDue).isPresent()) {
            Workers.run(() -> rollBack(slots, slot.environment()));
        }
    }

    private void rollBack(ApplicationSlots slots, EnvironmentName environment) {
        try {
            DueRollback.start(slots, environment);
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "The rollback that is due in " + environment + " is not on record yet");
            Workers.at(Instant.now().plus(RETRY), () -> rollBack(slots, environment));
        }
    }
}
