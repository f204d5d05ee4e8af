package io.jenkins.plugins.promotion.canary;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The rollouts of the promotions of a build, as the ledgers know them. */
final class BuildRollouts {
    private static final Logger LOGGER = Logger.getLogger(BuildRollouts.class.getName());

    private BuildRollouts() {}

    /** One rollout with what it is part of. */
    record OfPromotion(PromotionReference reference, Promotion promotion, RolloutRecord rollout) {}

    /** All of them that whoever makes the present request may see, in the order in which they began. Never fails. */
    static List<OfPromotion> of(Run<?, ?> run) {
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        List<OfPromotion> all = new ArrayList<>();
        if (action != null) {
            for (PromotionReference reference : action.promotions()) {
                add(run, reference, all);
            }
        }
        return all;
    }

    private static void add(Run<?, ?> run, PromotionReference reference, List<OfPromotion> all) {
        ApplicationSlots slots = ApplicationSlots.of(reference.application(run));
        Item owner = slots.application().item();
        if (owner != null && !owner.hasPermission(Item.READ)) {
            return;
        }
        try {
            AbandonedPromotions.settle(slots, reference.id().environment())
                    .find(reference.id())
                    .ifPresent(promotion -> promotion
                            .rollouts()
                            .forEach(rollout -> all.add(new OfPromotion(reference, promotion, rollout))));
        } catch (LedgerException | InvalidValueException e) {
            // The card of the environment says so.
            LOGGER.log(Level.FINE, "The rollouts of " + reference.id() + " cannot be read", e);
        }
    }
}
