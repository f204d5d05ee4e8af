package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code override-promotion-rule JOB ID RULE --reason R}. */
@Extension
@Restricted(NoExternalUse.class)
public final class OverridePromotionRuleCommand extends OnePromotionCommand {
    @Argument(index = 2, metaVar = "RULE", required = true, usage = "OverridePromotionRuleCommand.rule")
    private String rule;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "OverridePromotionRuleCommand.reason")
    private String reason;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.override(promotion, rule, reason);
        say(promotion + ": " + Messages.OverridePromotionRuleCommand_done(rule));
        return after;
    }
}
