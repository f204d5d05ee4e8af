package io.jenkins.plugins.promotion.verification;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.DueRollback;
import io.jenkins.plugins.promotion.runtime.SlotListener;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.VerificationFile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The watches that run at present: at most one a slot. It follows the ledgers, like {@link Verifications}, and starts the
 * rollbacks that are due after them. Safe for use by several threads.
 */
@Extension
public final class LiveWatches extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(LiveWatches.class.getName());
    /** How long to wait before a rollback is tried again of which the record could not be read or written. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Map<Key, LiveWatch> running = new HashMap<>();
    private boolean closed;

    private record Key(Application application, EnvironmentName environment) {}

    /** The one of this controller. */
    public static LiveWatches get() {
        return ExtensionList.lookupSingleton(LiveWatches.class);
    }

    /** What is known of the watch over a slot at this moment; empty when none runs here. */
    public synchronized Optional<GateState> state(Application application, EnvironmentName environment) {
        return Optional.ofNullable(running.get(new Key(application, environment)))
                .map(LiveWatch::state);
    }

    /** Begins what the record demands now, whatever the caller has seen of it, and stops what it demands no more. */
    private synchronized void follow(ApplicationSlots slots, EnvironmentName environment) {
        Key key = new Key(slots.application(), environment);
        Watch demanded = slots.state(environment).watch().orElse(null);
        boolean isOn = demanded != null && demanded.isOn();
        LiveWatch present = running.get(key);
        if (present != null && (!isOn || present.token() != demanded.token())) {
            present.stop();
            running.remove(key);
            present = null;
        }
        if (isOn && present == null && !closed) {
            LiveWatch begun = new LiveWatch(slots.application(), demanded);
            running.put(key, begun);
            Workers.run(begun::run);
        } else if (demanded != null && demanded.isRollbackDue() && !closed) {
            Workers.run(() -> rollBack(slots, environment));
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

    @Override
    public void onLoaded() {
        Workers.run(this::resume);
    }

    private void resume() {
        for (VerificationFile file : VerificationFile.all(VerificationFile.Purpose.WATCH)) {
            try {
                ApplicationSlots slots = ApplicationSlots.of(file.application());
                SlotState slot = slots.state(file.environment());
                if (isDemanded(slot)) {
                    follow(slots, file.environment());
                } else if (slot.holder().isEmpty()) {
                    file.delete();
                }
            } catch (LedgerException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "Whether " + file.application() + " is being watched in " + file.environment()
                                + " cannot be told");
            }
        }
    }

    /** What is known is kept; nobody looks any more until Jenkins starts again. */
    @Override
    public void onBeforeShutdown() {
        List<LiveWatch> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(running.values());
            running.clear();
        }
        all.forEach(LiveWatch::suspend);
    }

    private static boolean isDemanded(SlotState slot) {
        return slot.watch()
                .filter(watch -> watch.isOn() || watch.isRollbackDue())
                .isPresent();
    }

    /** Hears what is recorded. */
    @Extension
    public static final class OnRecord implements SlotListener {
        @Override
        public void changed(ApplicationSlots slots, SlotState before, SlotState after) {
            boolean wasDemanded = isDemanded(before);
            if (wasDemanded || isDemanded(after)) {
                get().follow(slots, after.environment());
            }
            if (wasDemanded && !isDemanded(after)) {
                new VerificationFile(VerificationFile.Purpose.WATCH, slots.application(), after.environment()).delete();
            }
        }
    }
}
