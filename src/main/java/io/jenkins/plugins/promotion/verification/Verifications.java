package io.jenkins.plugins.promotion.verification;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.util.Optional;

/** The verifications of deployments that run at present. Safe for use by several threads. */
@Extension
public final class Verifications extends SlotGates<Verification> {
    /** For Jenkins; use {@link #get()}. */
    public Verifications() {
        super(SlotFile.Purpose.VERIFICATION);
    }

    /** The one of this controller. */
    public static Verifications get() {
        return ExtensionList.lookupSingleton(Verifications.class);
    }

    /** What is known of the verification of a promotion at this moment; empty when none runs here. */
    public Optional<GateState> state(Application application, Promotion promotion) {
        return running(application, promotion.id().environment())
                .filter(each -> promotion.state() instanceof PromotionState.Verifying verifying
                        && each.token() == verifying.token())
                .map(Verification::state);
    }

    @Override
    Optional<Verification> demanded(Application application, SlotState slot) {
        return slot.holder()
                .filter(holder -> holder.state() instanceof PromotionState.Verifying)
                .map(holder -> new Verification(application, holder, (PromotionState.Verifying) holder.state()));
    }

    @Override
    boolean isDemanded(SlotState slot) {
        return slot.holder()
                .filter(holder -> holder.state() instanceof PromotionState.Verifying)
                .isPresent();
    }

    @Override
    public void looked(ApplicationSlots slots, SlotState state) {
        if (isDemanded(state)) {
            follow(slots, state.environment());
        }
    }
}
