package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Facts;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What decisions depend on beside the slot itself.
 *
 * @param environment the environment of the slot as it is configured now
 * @param application the slots of the same application, asked only for other environments
 * @param environments every environment of which the application has a slot
 * @param userIds how users are compared
 */
record Setting(
        Environment environment,
        Function<EnvironmentName, SlotState> application,
        Collection<EnvironmentName> environments,
        UserIds userIds) {
    List<Finding> findings(SlotState slot, Promotion promotion, Instant now) {
        return RuleBook.evaluate(environment, facts(slot, promotion, now));
    }

    Facts facts(SlotState slot, Promotion promotion, Instant now) {
        return new Facts(
                promotion,
                slot,
                name -> name.equals(environment.name()) ? slot : application.apply(name),
                userIds,
                now,
                environments);
    }
}
