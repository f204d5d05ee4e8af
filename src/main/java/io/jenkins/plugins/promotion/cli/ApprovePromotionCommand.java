package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code approve-promotion JOB ID}. */
@Extension
@Restricted(NoExternalUse.class)
public final class ApprovePromotionCommand extends OnePromotionCommand {
    @Option(name = "--rule", metaVar = "RULE", usage = "ApprovePromotionCommand.rule")
    private String rule;

    @Option(name = "--comment", metaVar = "TEXT", usage = "ApprovePromotionCommand.comment")
    private String comment;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.vote(promotion, rule, Decision.APPROVE, comment);
        say(promotion + ": " + Messages.ApprovePromotionCommand_done());
        return after;
    }
}
