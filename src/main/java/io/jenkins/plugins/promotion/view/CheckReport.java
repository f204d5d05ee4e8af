package io.jenkins.plugins.promotion.view;

import io.jenkins.plugins.promotion.engine.health.CheckState;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What was found of one check, as data.
 *
 * @param verdict {@code null} while it is looked at
 * @param reason of the verdict; what it said last while there is none, {@code null} before it said anything
 * @param well how many readings were well
 * @param unwell how many were not
 * @param failed how many probes found nothing out
 */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record CheckReport(
        @Exported String check,
        @Exported String verdict,
        @Exported String reason,
        @Exported long well,
        @Exported long unwell,
        @Exported long failed) {
    /** Of one that has its verdict. */
    public static CheckReport of(GateEvidence found) {
        return new CheckReport(
                found.check(), found.verdict(), found.reason(), found.well(), found.unwell(), found.failed());
    }

    /** Of one that is looked at. */
    public static CheckReport of(CheckState state) {
        return new CheckReport(
                state.check(),
                null,
                state.last() == null ? null : state.last().reason(),
                state.well(),
                state.unwell(),
                state.failed());
    }
}
