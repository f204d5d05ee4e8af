package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.runtime.RolloutDecision;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code canary-rollout JOB ID pause|resume|skip|back --reason R}. */
@Extension
@Restricted(NoExternalUse.class)
public final class CanaryRolloutCommand extends OnePromotionCommand {
    @Argument(index = 2, metaVar = "ACTION", required = true, usage = "CanaryRolloutCommand.action")
    private RolloutDecision action;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "CanaryRolloutCommand.reason")
    private String reason;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.act(promotion, null, action, reason);
        say(promotion + ": " + Messages.CanaryRolloutCommand_done(action.name().toLowerCase(Locale.ROOT)));
        return after;
    }
}
