package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** {@code lift-hold E --reason R [--job JOB | --folder F]}. */
@Extension
@Restricted(NoExternalUse.class)
public final class LiftHoldCommand extends HoldingCommand {
    @Override
    protected void ofOne(Decisions decisions, EnvironmentName name, String why) {
        decisions.liftHold(name, why);
    }

    @Override
    protected void ofAll(EnvironmentHolds holds, EnvironmentName name, String why) {
        if (holds.isPermitted() && holds.hold(name).isEmpty()) {
            holds.known(name);
        }
        holds.lift(name, why);
    }

    @Override
    protected String done(EnvironmentName name, String place) {
        return Messages.LiftHoldCommand_done(name, place);
    }
}
