package io.jenkins.plugins.promotion.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The watch over a release as data. Times are ISO 8601 in UTC.
 *
 * @param onUnwell what the environment says of a release that is not well
 * @param until when it ends by itself
 * @param verdict {@code null} while it has none
 * @param reason of the verdict
 * @param follows what follows from the verdict, {@code null} for nothing
 * @param less why less follows than the environment says
 * @param rollbackStarted whether a build was started that rolls back
 * @param problem why none could be started
 * @param overtakenAt when something else was deployed, which ends it
 * @param checks what each said last, as far as that is asked for, or its verdict
 */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record WatchReport(
        @Exported String onUnwell,
        @Exported String since,
        @Exported String until,
        @Exported String endedAt,
        @Exported String verdict,
        @Exported String reason,
        @Exported String follows,
        @Exported String less,
        @Exported boolean rollbackStarted,
        @Exported String problem,
        @Exported String overtakenAt,
        @Exported List<CheckReport> checks) {
    /**
     * What is known of a watch that has begun.
     *
     * @param known how far it is, {@code null} when nobody looks or that does not matter
     */
    public static WatchReport of(Watch watch, @CheckForNull GateState known) {
        boolean ended = watch.end() != null;
        boolean triggered = watch.triggered() != null;
        return new WatchReport(
                watch.onUnwell().word(),
                watch.since().toString(),
                watch.since().plus(watch.plan().soak()).toString(),
                text(watch.endedAt()),
                ended ? watch.end().verdict() : null,
                ended ? watch.end().reason() : null,
                ended && watch.end().follows() != null ? watch.end().follows().word() : null,
                ended ? watch.end().less() : null,
                triggered && watch.triggered().problem() == null,
                triggered ? watch.triggered().problem() : null,
                text(watch.overtakenAt()),
                checks(watch, known));
    }

    private static List<CheckReport> checks(Watch watch, @CheckForNull GateState known) {
        if (watch.end() != null) {
            return watch.end().checks().stream().map(CheckReport::of).toList();
        }
        return known == null || !watch.isOn()
                ? List.of()
                : known.checks().stream().map(CheckReport::of).toList();
    }

    @CheckForNull
    private static String text(@CheckForNull Instant at) {
        return at == null ? null : at.toString();
    }
}
