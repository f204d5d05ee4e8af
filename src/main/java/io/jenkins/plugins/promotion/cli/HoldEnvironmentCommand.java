package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** {@code hold-environment E --reason R [--job JOB | --folder F]}. */
@Extension
@Restricted(NoExternalUse.class)
public final class HoldEnvironmentCommand extends HoldingCommand {
    @Override
    protected void ofOne(Decisions decisions, EnvironmentName name, String why) {
        decisions.hold(name, why);
    }

    @Override
    protected void ofAll(EnvironmentHolds holds, EnvironmentName name, String why) {
        if (holds.isPermitted()) {
            holds.known(name);
        }
        holds.hold(name, why);
    }

    @Override
    protected String done(EnvironmentName name, String place) {
        return Messages.HoldEnvironmentCommand_done(name, place);
    }
}
