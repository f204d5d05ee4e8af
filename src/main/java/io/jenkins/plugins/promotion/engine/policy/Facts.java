package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a rule may look at.
 *
 * @param promotion the promotion in question; it may not be recorded yet
 * @param slot the slot that it wants
 * @param application the slots of the same application by environment; an unknown one is empty
 * @param userIds how users are compared
 * @param now the moment of the question
 * @param environments every environment of which the application has a slot, for what holds wherever it was recorded
 * @param holds asked for the holds of the environment that were set outside of the slot
 */
public record Facts(
        Promotion promotion,
        SlotState slot,
        Function<EnvironmentName, SlotState> application,
        UserIds userIds,
        Instant now,
        Collection<EnvironmentName> environments,
        Supplier<List<WiderHold>> holds) {
    /** With no other slots than those that rules name, and held at most by itself. */
    public Facts(
            Promotion promotion,
            SlotState slot,
            Function<EnvironmentName, SlotState> application,
            UserIds userIds,
            Instant now) {
        this(promotion, slot, application, userIds, now, List.of(), List::of);
    }

    /** The same question at another moment. */
    public Facts at(Instant moment) {
        return new Facts(promotion, slot, application, userIds, moment, environments, holds);
    }
}
