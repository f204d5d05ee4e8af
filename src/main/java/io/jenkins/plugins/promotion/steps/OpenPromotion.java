package io.jenkins.plugins.promotion.steps;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;

/** The promotion of a step in the ledger. Made for the moment, as its application may be renamed; for workers only. */
final class OpenPromotion {
    private final PromotionReference reference;
    private final ApplicationSlots slots;

    OpenPromotion(PromotionReference reference, Run<?, ?> run) {
        this.reference = reference;
        this.slots = ApplicationSlots.of(reference.application(run));
    }

    /** What the record demands to be done now. */
    Effect effect() {
        return slots.effect(reference.id());
    }

    /** Decides a command about it, and records what it leads to. */
    void handle(Command command) {
        slots.handle(reference.id().environment(), command);
    }

    /** Lets it go as far as it can now, past those whose build is gone. */
    void reconsider() {
        AbandonedPromotions.settle(slots, reference.id().environment());
        handle(new Command.Reconsider(reference.id()));
    }

    /** Takes it into the care of a step. */
    void attach(Runnable reconsider) {
        AttachedPromotions.get().attach(slots.application(), reference.id(), reconsider);
    }

    /** Gives it up. */
    void detach() {
        AttachedPromotions.get().detach(slots.application(), reference.id());
    }
}
