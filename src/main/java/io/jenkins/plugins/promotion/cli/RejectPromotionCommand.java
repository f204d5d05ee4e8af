package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code reject-promotion JOB ID --comment C}. */
@Extension
@Restricted(NoExternalUse.class)
public final class RejectPromotionCommand extends OnePromotionCommand {
    @Option(name = "--rule", metaVar = "RULE", usage = "RejectPromotionCommand.rule")
    private String rule;

    @Option(name = "--comment", metaVar = "TEXT", required = true, usage = "RejectPromotionCommand.comment")
    private String comment;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        return decisions.vote(promotion, rule, Decision.REJECT, comment);
    }
}
