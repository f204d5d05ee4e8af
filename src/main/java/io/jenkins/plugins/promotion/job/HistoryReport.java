package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A page of a history, and what is live, as data. Times are ISO 8601 in UTC.
 *
 * @param quarantines the releases that are in quarantine
 * @param stops all that was ever held or put into quarantine in a slot of the application, in order
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public record HistoryReport(
        @Exported String application,
        @Exported List<LiveReport> live,
        @Exported List<StopReport> quarantines,
        @Exported List<StopReport> stops,
        @Exported int total,
        @Exported int page,
        @Exported int size,
        @Exported List<ReleaseReport> releases,
        @Exported List<String> problems) {
    static HistoryReport of(ApplicationSlots application, HistoryFilter filter, int wanted, int size) {
        ReleaseHistory history = ReleaseHistory.read(application);
        List<Promotion> all = history.promotions(filter, Instant.now());
        int page = Math.max(1, wanted);
        List<StopReport> stops = history.slots().values().stream()
                .flatMap(slot -> slot.stops().stream().map(stop -> StopReport.of(slot.environment(), stop)))
                .toList();
        UndoneRequests undone = UndoneRequests.find(application, history);
        return new HistoryReport(
                application.application().name().value(),
                history.slots().values().stream()
                        .map(slot -> LiveReport.of(application, history, undone, slot))
                        .toList(),
                stops.stream()
                        .filter(stop -> stop.isInForce() && !stop.isHold())
                        .toList(),
                stops,
                all.size(),
                page,
                size,
                all.stream()
                        .skip((long) (page - 1) * size)
                        .limit(size)
                        .map(promotion -> ReleaseReport.of(history, promotion))
                        .toList(),
                List.copyOf(history.problems().values()));
    }
}
