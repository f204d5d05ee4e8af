package io.jenkins.plugins.promotion.job;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.view.WatchReport;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What is live in one environment.
 *
 * @param undone the build that was the last to be started for this environment and has not asked for it
 */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record LiveReport(
        @Exported String environment,
        @Exported String condition,
        @Exported String version,
        @Exported String commit,
        @Exported String build,
        @Exported String since,
        @Exported Boolean verified,
        @Exported List<String> waiting,
        @Exported String deploying,
        @Exported String undone,
        @Exported List<HoldReport> holds,
        @Exported WatchReport watch) {
    static LiveReport of(ApplicationSlots application, ReleaseHistory history, UndoneRequests undone, SlotState slot) {
        return new LiveReport(
                slot.environment().value(),
                slot.condition().name(),
                slot.live().map(live -> live.release().version()).orElse(null),
                slot.live().map(live -> live.release().commit()).orElse(null),
                slot.live().map(live -> live.release().build().toString()).orElse(null),
                slot.live().map(live -> live.since().toString()).orElse(null),
                slot.live().map(live -> live.verified()).orElse(null),
                slot.open().stream()
                        .filter(Promotion::isWaiting)
                        .map(promotion -> promotion.id().toString())
                        .toList(),
                slot.holder().map(promotion -> promotion.id().toString()).orElse(null),
                undone.in(slot).map(Run::getExternalizableId).orElse(null),
                HoldReport.of(application, history, slot),
                slot.watch().map(watch -> WatchReport.of(watch, null)).orElse(null));
    }
}
