package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code acknowledge-promotion JOB ID --found F --reason R}. */
@Extension
@Restricted(NoExternalUse.class)
public final class AcknowledgePromotionCommand extends OnePromotionCommand {
    @Option(
            name = "--found",
            metaVar = "candidate|previous|other",
            required = true,
            usage = "AcknowledgePromotionCommand.found")
    private Found found;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "AcknowledgePromotionCommand.reason")
    private String reason;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.acknowledge(promotion, found, reason);
        say(promotion.environment() + ": "
                + after.live()
                        .map(live -> Messages.AcknowledgePromotionCommand_live(
                                live.release().version()))
                        .orElseGet(Messages::AcknowledgePromotionCommand_nothing));
        return after;
    }
}
