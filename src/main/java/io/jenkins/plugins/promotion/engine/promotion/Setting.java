package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Facts;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.policy.RulesInForce;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.policy.WiderHold;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What decisions depend on beside the slot itself.
 *
 * @param environment the environment of the slot as it is configured now
 * @param application the slots of the same application, asked only for other environments
 * @param environments every environment of which the application has a slot
 * @param holds asked for the holds of the environment that were set outside of the slot
 * @param userIds how users are compared
 */
record Setting(
        Environment environment,
        Function<EnvironmentName, SlotState> application,
        Collection<EnvironmentName> environments,
        Supplier<List<WiderHold>> holds,
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
                environments,
                holds);
    }

    RulesInForce rules(Promotion promotion) {
        return RulesInForce.of(environment, promotion);
    }
}
