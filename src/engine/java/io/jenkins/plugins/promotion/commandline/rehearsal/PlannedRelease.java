package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import java.util.Set;

/**
 * A release with the way in which its service misbehaves.
 *
 * @param release what is promoted
 * @param unhealthyIn where its service starts, and then says that it is not healthy
 * @param crashesIn where its service does not start
 * @param cannotReturnTo where its service does not start when the release is brought back
 */
record PlannedRelease(
        Release release,
        Set<EnvironmentName> unhealthyIn,
        Set<EnvironmentName> crashesIn,
        Set<EnvironmentName> cannotReturnTo) {

    Behaviour behaviour(EnvironmentName environment, Effect.Mode mode) {
        if (crashesIn.contains(environment) || mode == Effect.Mode.ROLLBACK && cannotReturnTo.contains(environment)) {
            return Behaviour.CRASHES;
        }
        return unhealthyIn.contains(environment) ? Behaviour.UNHEALTHY : Behaviour.HEALTHY;
    }
}
