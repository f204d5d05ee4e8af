package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code quarantine-release JOB ENVIRONMENT VERSION --reason R}. */
@Extension
@Restricted(NoExternalUse.class)
public final class QuarantineReleaseCommand extends ApplicationCommand {
    @Argument(index = 1, metaVar = "ENVIRONMENT", required = true, usage = "QuarantineReleaseCommand.environment")
    private String environment;

    @Argument(index = 2, metaVar = "VERSION", required = true, usage = "QuarantineReleaseCommand.version")
    private String version;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "QuarantineReleaseCommand.reason")
    private String reason;

    @Override
    protected void act() {
        EnvironmentName name = environment(environment);
        Release release = KnownReleases.in(slots().state(name)).get(version);
        decisions().quarantine(name, release, reason);
        say(Messages.QuarantineReleaseCommand_done(release.version(), named().application()));
    }
}
