package io.jenkins.plugins.promotion.verification;

import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.SlotListener;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The gates of one purpose that run at present: at most one a slot. It follows the ledgers: what a record demands is begun,
 * what no record demands any more is stopped, and when Jenkins starts, what it was in the middle of goes on. Safe for use by
 * several threads.
 *
 * @param <G> the gates
 */
abstract class SlotGates<G extends SlotGate> extends ItemListener implements SlotListener {
    private static final Logger LOGGER = Logger.getLogger(SlotGates.class.getName());

    private final SlotFile.Purpose purpose;
    private final Map<Key, G> running = new HashMap<>();
    private boolean closed;

    private record Key(Application application, EnvironmentName environment) {}

    SlotGates(SlotFile.Purpose purpose) {
        this.purpose = purpose;
    }

    /** The gate that a slot demands now, not begun. */
    abstract Optional<G> demanded(Application application, SlotState slot);

    /** Whether a slot demands a gate now, or something else that is done here. */
    abstract boolean isDemanded(SlotState slot);

    /** What is done beside the gate. It is called for each demand until {@link #onBeforeShutdown()}, and does not block. */
    void goOn(ApplicationSlots slots, SlotState slot) {
        // nothing but for some
    }

    /** The gate that runs here in a slot. */
    final synchronized Optional<G> running(Application application, EnvironmentName environment) {
        return Optional.ofNullable(running.get(new Key(application, environment)));
    }

    /** Begins what the record demands now, whatever the caller has seen of it, and stops what it demands no more. */
    final synchronized void follow(ApplicationSlots slots, EnvironmentName environment) {
        Key key = new Key(slots.application(), environment);
        SlotState slot = slots.state(environment);
        G demanded = demanded(slots.application(), slot).orElse(null);
        G present = running.get(key);
        if (present != null && (demanded == null || present.token() != demanded.token())) {
            present.stop();
            running.remove(key);
            present = null;
        }
        if (closed) {
            return;
        }
        if (demanded != null && present == null) {
            running.put(key, demanded);
            Workers.run(demanded::run);
        }
        goOn(slots, slot);
    }

    @Override
    public final void onLoaded() {
        Workers.run(this::resume);
    }

    private void resume() {
        for (SlotFile file : SlotFile.all(purpose)) {
            try {
                ApplicationSlots slots = ApplicationSlots.of(file.application());
                SlotState slot = slots.state(file.environment());
                if (isDemanded(slot)) {
                    follow(slots, file.environment());
                } else if (slot.holder().isEmpty()) {
                    file.delete();
                }
            } catch (LedgerException e) {
                LOGGER.log(Level.WARNING, e, () -> "What goes on by " + file.path() + " cannot be told");
            }
        }
    }

    /** What is known is kept; nobody looks any more until Jenkins starts again. */
    @Override
    public final void onBeforeShutdown() {
        List<G> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(running.values());
            running.clear();
        }
        all.forEach(SlotGate::suspend);
    }

    @Override
    public final void changed(ApplicationSlots slots, SlotState before, SlotState after) {
        boolean wasDemanded = isDemanded(before);
        if (wasDemanded || isDemanded(after)) {
            follow(slots, after.environment());
        }
        if (wasDemanded && !isDemanded(after)) {
            new SlotFile(purpose, slots.application(), after.environment()).delete();
        }
    }
}
