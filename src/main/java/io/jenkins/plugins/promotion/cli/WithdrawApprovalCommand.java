package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code withdraw-approval JOB ID}. */
@Extension
@Restricted(NoExternalUse.class)
public final class WithdrawApprovalCommand extends OnePromotionCommand {
    @Option(name = "--rule", metaVar = "RULE", usage = "WithdrawApprovalCommand.rule")
    private String rule;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.withdraw(promotion, rule);
        say(promotion + ": " + Messages.WithdrawApprovalCommand_done());
        return after;
    }
}
