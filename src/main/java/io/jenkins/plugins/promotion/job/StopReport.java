package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Stop;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A hold of an environment, or with a release a quarantine; while it is in force, nothing tells of its end. */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record StopReport(
        @Exported String environment,
        @Exported boolean hold,
        @Exported String version,
        @Exported String identity,
        @Exported String by,
        @Exported String reason,
        @Exported String since,
        @Exported boolean inForce,
        @Exported String liftedBy,
        @Exported String liftedReason,
        @Exported String liftedAt) {
    static StopReport of(EnvironmentName environment, Stop stop) {
        Stop.Lift lift = stop.lift();
        return new StopReport(
                environment.value(),
                stop.isHold(),
                stop.version(),
                stop.releaseIdentity(),
                stop.by().id(),
                stop.reason(),
                stop.since().toString(),
                stop.isInForce(),
                lift == null ? null : lift.by().id(),
                lift == null ? null : lift.reason(),
                lift == null ? null : lift.at().toString());
    }

    boolean isHold() {
        return hold;
    }

    boolean isInForce() {
        return inForce;
    }
}
