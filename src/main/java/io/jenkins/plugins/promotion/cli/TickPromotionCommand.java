package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code tick-promotion JOB ID ITEM}. */
@Extension
@Restricted(NoExternalUse.class)
public final class TickPromotionCommand extends OnePromotionCommand {
    @Argument(index = 2, metaVar = "ITEM", required = true, usage = "TickPromotionCommand.item")
    private String item;

    @Option(name = "--rule", metaVar = "RULE", usage = "TickPromotionCommand.rule")
    private String rule;

    @Option(name = "--untick", usage = "TickPromotionCommand.untick")
    private boolean untick;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.tick(promotion, rule, item, !untick);
        say(promotion + ": "
                + (untick ? Messages.TickPromotionCommand_unticked(item) : Messages.TickPromotionCommand_ticked(item)));
        return after;
    }
}
