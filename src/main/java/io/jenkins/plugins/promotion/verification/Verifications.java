package io.jenkins.plugins.promotion.verification;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.SlotListener;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.VerificationFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The verifications that run at present: at most one a slot. It follows the ledgers: what a record demands is begun, what no
 * record demands any more is stopped, and when Jenkins starts, what it was in the middle of goes on. Safe for use by several
 * threads.
 */
@Extension
public final class Verifications extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(Verifications.class.getName());

    private final Map<Key, Verification> running = new HashMap<>();
    private boolean closed;

    private record Key(Application application, EnvironmentName environment) {}

    /** The one of this controller. */
    public static Verifications get() {
        return ExtensionList.lookupSingleton(Verifications.class);
    }

    /** What is known of the verification of a promotion at this moment; empty when none runs here. */
    public Optional<GateState> state(Application application, Promotion promotion) {
        Key key = new Key(application, promotion.id().environment());
        Verification found;
        synchronized (this) {
            found = running.get(key);
        }
        return Optional.ofNullable(found)
                .filter(each -> promotion.state() instanceof PromotionState.Verifying verifying
                        && each.token() == verifying.token())
                .map(Verification::state);
    }

    /** Begins what the record demands now, whatever the caller has seen of it, and stops what it demands no more. */
    private synchronized void follow(ApplicationSlots slots, EnvironmentName environment) {
        Key key = new Key(slots.application(), environment);
        Promotion holder = slots.state(environment).holder().orElse(null);
        PromotionState.Verifying demanded =
                holder != null && holder.state() instanceof PromotionState.Verifying verifying ? verifying : null;
        Verification present = running.get(key);
        if (present != null && (demanded == null || present.token() != demanded.token())) {
            present.stop();
            running.remove(key);
            present = null;
        }
        if (demanded != null && present == null && !closed) {
            Verification begun = new Verification(slots.application(), holder, demanded);
            running.put(key, begun);
            Workers.run(begun::run);
        }
    }

    @Override
    public void onLoaded() {
        Workers.run(this::resume);
    }

    private void resume() {
        for (VerificationFile file : VerificationFile.all(VerificationFile.Purpose.VERIFICATION)) {
            try {
                ApplicationSlots slots = ApplicationSlots.of(file.application());
                SlotState slot = slots.state(file.environment());
                if (isVerifying(slot)) {
                    follow(slots, file.environment());
                } else if (slot.holder().isEmpty()) {
                    file.delete();
                }
            } catch (LedgerException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "Whether " + file.application() + " is being verified in " + file.environment()
                                + " cannot be told");
            }
        }
    }

    /** What is known is kept; nobody looks any more until Jenkins starts again. */
    @Override
    public void onBeforeShutdown() {
        List<Verification> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(running.values());
            running.clear();
        }
        all.forEach(Verification::suspend);
    }

    private static boolean isVerifying(SlotState slot) {
        return slot.holder()
                .filter(holder -> holder.state() instanceof PromotionState.Verifying)
                .isPresent();
    }

    /** Hears what is recorded. */
    @Extension
    public static final class OnRecord implements SlotListener {
        @Override
        public void changed(ApplicationSlots slots, SlotState before, SlotState after) {
            if (isVerifying(before) || isVerifying(after)) {
                get().follow(slots, after.environment());
            }
            if (isVerifying(before) && !isVerifying(after)) {
                new VerificationFile(VerificationFile.Purpose.VERIFICATION, slots.application(), after.environment())
                        .delete();
            }
        }

        @Override
        public void looked(ApplicationSlots slots, SlotState state) {
            if (isVerifying(state)) {
                get().follow(slots, state.environment());
            }
        }
    }
}
