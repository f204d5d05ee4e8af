package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a rule may look at.
 *
 * @param promotion the promotion in question; it may not be recorded yet
 * @param slot the slot that it wants
 * @param application the slots of the same application by environment; an unknown one is empty
 * @param userIds how users are compared
 * @param now the moment of the question
 */
public record Facts(
        Promotion promotion,
        SlotState slot,
        Function<EnvironmentName, SlotState> application,
        UserIds userIds,
        Instant now) {}
