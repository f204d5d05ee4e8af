package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code declare-hotfix JOB ID --reason R}. */
@Extension
@Restricted(NoExternalUse.class)
public final class DeclareHotfixCommand extends OnePromotionCommand {
    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "DeclareHotfixCommand.reason")
    private String reason;

    @Override
    protected SlotState decide(Decisions decisions, PromotionId promotion) {
        SlotState after = decisions.declareHotfix(promotion, reason);
        say(promotion + ": " + Messages.DeclareHotfixCommand_done());
        return after;
    }
}
