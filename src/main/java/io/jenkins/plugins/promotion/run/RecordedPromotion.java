package io.jenkins.plugins.promotion.run;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.RulesInForce;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.view.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A promotion that a build remembers, with what the ledger says of it now to whoever makes the present request. */
sealed interface RecordedPromotion {
    /** Which. */
    PromotionReference reference();

    /**
     * What the ledger says.
     *
     * @param slots the slots of its application
     * @param environment the environment with its rules as they are now; open when it is configured no more
     * @param slot the state of its slot
     * @param promotion itself
     * @param now the moment at which the record was read
     * @param forecast what every rule says now, and what comes by itself; {@code null} unless it waits
     */
    record Readable(
            PromotionReference reference,
            ApplicationSlots slots,
            Environment environment,
            SlotState slot,
            Promotion promotion,
            Instant now,
            Forecast forecast)
            implements RecordedPromotion {
        /** What every rule says, empty unless it waits. */
        List<Finding> findings() {
            return forecast == null ? List.of() : forecast.findings();
        }

        /** The rules that hold for it. */
        RulesInForce rules() {
            return RulesInForce.of(environment, promotion);
        }

        /** The rule of a finding; empty for what holds whatever is configured. */
        Optional<Rule> rule(Finding finding) {
            return rules().find(finding.rule());
        }

        /** What every rule would say at another moment. */
        Forecast forecast(Instant at) {
            return slots.machine(promotion.id().environment()).forecast(slot, promotion, at);
        }
    }

    /**
     * Nothing that can be shown.
     *
     * @param problem why, in a sentence
     */
    record Unreadable(PromotionReference reference, String problem) implements RecordedPromotion {}

    /** Reads the ledger, after settling what builds that are gone left open. Never fails. */
    static RecordedPromotion of(Run<?, ?> run, PromotionReference reference) {
        ApplicationSlots slots = ApplicationSlots.of(reference.application(run));
        Item owner = slots.application().item();
        if (owner != null && !owner.hasPermission(Item.READ)) {
            return new Unreadable(reference, Messages.RecordedPromotion_noPermission());
        }
        try {
            SlotState slot = AbandonedPromotions.settle(slots, reference.id().environment());
            Optional<Promotion> promotion = slot.find(reference.id());
            if (promotion.isEmpty()) {
                return new Unreadable(
                        reference,
                        Messages.RecordedPromotion_gone(reference.id().toString()));
            }
            Environment environment = slots.environments()
                    .find(reference.id().environment())
                    .orElseGet(() -> Environment.open(reference.id().environment()));
            Instant now = Instant.now();
            Forecast forecast = promotion.get().isWaiting()
                    ? slots.machine(reference.id().environment()).forecast(slot, promotion.get(), now)
                    : null;
            return new Readable(reference, slots, environment, slot, promotion.get(), now, forecast);
        } catch (LedgerException | InvalidValueException e) {
            return new Unreadable(reference, Problem.of(e, slots.application()));
        }
    }
}
