package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlan;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlanner;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code roll-back JOB ENVIRONMENT --reason R [--to T]}. */
@Extension
@Restricted(NoExternalUse.class)
public final class RollBackCommand extends ApplicationCommand {
    @Argument(index = 1, metaVar = "ENVIRONMENT", required = true, usage = "RollBackCommand.environment")
    private String environment;

    @Option(name = "--to", metaVar = "RELEASE", usage = "RollBackCommand.to")
    private String to = RollbackPlanner.PREVIOUS;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "RollBackCommand.reason")
    private String reason;

    @Option(name = "--keep", usage = "RollBackCommand.keep")
    private boolean keep;

    @Override
    protected void act() {
        EnvironmentName name = environment(environment);
        BuildRequests requests = BuildRequests.of(named().application(), named().job());
        RollbackPlan plan = requests.rollBack(name, to, null, reason, !keep);
        say(Messages.RollBackCommand_done(
                requests.jobOf(plan).map(Job::getFullName).orElse("?"),
                name,
                plan.release().version(),
                plan.to().id()));
    }
}
