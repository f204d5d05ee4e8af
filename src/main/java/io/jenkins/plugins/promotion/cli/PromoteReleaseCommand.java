package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code promote-release JOB ENVIRONMENT PROMOTION [--notes N]}. */
@Extension
@Restricted(NoExternalUse.class)
public final class PromoteReleaseCommand extends ApplicationCommand {
    @Argument(index = 1, metaVar = "ENVIRONMENT", required = true, usage = "PromoteReleaseCommand.environment")
    private String environment;

    @Argument(index = 2, metaVar = "PROMOTION", required = true, usage = "PromoteReleaseCommand.promotion")
    private String promotion;

    @Option(name = "--notes", metaVar = "TEXT", usage = "PromoteReleaseCommand.notes")
    private String notes;

    @Override
    protected void act() {
        EnvironmentName name = environment(environment);
        BuildRequests requests = BuildRequests.of(named().application(), named().job());
        Promotion known = requests.promote(name, PromotionId.parse(promotion), null, notes);
        say(Messages.PromoteReleaseCommand_done(
                requests.jobOf(known).map(Job::getFullName).orElse("?"),
                name,
                known.release().version(),
                known.id()));
    }
}
