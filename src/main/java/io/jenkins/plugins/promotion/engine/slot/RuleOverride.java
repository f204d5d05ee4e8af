package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.time.Instant;
import java.util.Objects;

/**
 * Somebody lifted one rule for one promotion.
 *
 * @param by who
 * @param rule the name of the rule
 * @param ruleVersion the version that it had: a rule that was changed since is not lifted
 * @param reason why
 * @param at when it was recorded, {@code null} inside an event, whose record has the time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleOverride(Principal by, String rule, String ruleVersion, String reason, Instant at) {
    /** As it stands in an event. */
    public RuleOverride(Principal by, String rule, String ruleVersion, String reason) {
        this(by, rule, ruleVersion, reason, null);
    }

    /** Makes the reason fit for the record. */
    public RuleOverride {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(ruleVersion, "ruleVersion");
        reason = FreeText.of(reason);
    }

    RuleOverride at(Instant recorded) {
        return new RuleOverride(by, rule, ruleVersion, reason, recorded);
    }
}
