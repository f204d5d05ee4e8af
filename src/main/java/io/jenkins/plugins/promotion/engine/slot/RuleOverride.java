package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.Objects;

/**
 * Somebody lifted one rule for one promotion.
 *
 * @param by who
 * @param rule the name of the rule
 * @param ruleVersion the version that it had: a rule that was changed since is not lifted
 * @param reason why
 */
public record RuleOverride(Principal by, String rule, String ruleVersion, String reason) {
    /** Makes the reason fit for the record. */
    public RuleOverride {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(ruleVersion, "ruleVersion");
        reason = FreeText.of(reason);
    }
}
