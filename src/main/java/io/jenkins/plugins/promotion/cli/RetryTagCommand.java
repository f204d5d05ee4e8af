package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code retry-tag JOB ID [--tag N]}. */
@Extension
@Restricted(NoExternalUse.class)
public final class RetryTagCommand extends OnePromotionCommand {
    @Option(name = "--tag", metaVar = "N", usage = "RetryTagCommand.tag")
    private int tag = 1;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.retryTag(promotion, tag);
        say(promotion + ": " + Messages.RetryTagCommand_done(tag));
        return after;
    }
}
