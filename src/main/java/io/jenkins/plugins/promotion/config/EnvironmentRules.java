package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.engine.policy.Rule;
import java.util.List;

/** The rules of an environment as it is written, in the order in which {@code api/json} and the command line show them. */
final class EnvironmentRules {
    private final EnvironmentDefinition environment;

    EnvironmentRules(EnvironmentDefinition environment) {
        this.environment = environment;
    }

    /** @throws io.jenkins.plugins.promotion.engine.model.InvalidValueException when one holds what is not allowed */
    List<Rule> read() {
        return written().read();
    }

    /** @throws IllegalArgumentException naming the place of a rule that holds what is not allowed */
    void check() {
        written().check();
        environment.getApprovals().forEach(ApprovalDefinition::checkPermission);
        if (environment.getHotfix() != null) {
            environment.getHotfix().checkPermission();
        }
        if (environment.getHealth() != null) {
            environment.getHealth().check();
        }
        if (environment.getWatch() != null) {
            environment.getWatch().check();
        }
    }

    private WrittenRules written() {
        WrittenRules rules = new WrittenRules();
        if (environment.getOrder() != null) {
            rules.add("order", environment.getOrder()::toRule);
        }
        if (environment.getRequest() != null) {
            rules.add("request", environment.getRequest()::toRule);
        }
        rules.addAll("windows", environment.getWindows(), WindowDefinition::toRule);
        rules.addAll("freezes", environment.getFreezes(), FreezeDefinition::toRule);
        rules.addAll("checklists", environment.getChecklists(), ChecklistDefinition::toRule);
        rules.addAll("approvals", environment.getApprovals(), ApprovalDefinition::toRule);
        return rules;
    }
}
