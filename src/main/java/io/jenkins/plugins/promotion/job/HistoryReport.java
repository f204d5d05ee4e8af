package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A page of a history, and what is live, as data. Times are ISO 8601 in UTC. */
@ExportedBean
@Restricted(NoExternalUse.class)
public record HistoryReport(
        @Exported String application,
        @Exported List<LiveReport> live,
        @Exported int total,
        @Exported int page,
        @Exported int size,
        @Exported List<ReleaseReport> releases,
        @Exported List<String> problems) {

    /** What is live in one environment. */
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
            @Exported String deploying) {
        static LiveReport of(SlotState slot) {
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
                    slot.holder().map(promotion -> promotion.id().toString()).orElse(null));
        }
    }

    /** One release. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record ReleaseReport(
            @Exported String id,
            @Exported String environment,
            @Exported String kind,
            @Exported String version,
            @Exported String commit,
            @Exported String identity,
            @Exported String outcome,
            @Exported String reason,
            @Exported String supersededBy,
            @Exported String by,
            @Exported List<String> approvedBy,
            @Exported String requestedAt,
            @Exported String startedAt,
            @Exported String endedAt,
            @Exported Long durationMillis,
            @Exported String job,
            @Exported int build,
            @Exported String notes,
            @Exported String ticket) {
        static ReleaseReport of(Promotion promotion) {
            PromotionState.Over over = promotion.state() instanceof PromotionState.Over end ? end : null;
            return new ReleaseReport(
                    promotion.id().toString(),
                    promotion.id().environment().value(),
                    promotion.requested().kind().name(),
                    promotion.release().version(),
                    promotion.release().commit(),
                    promotion.release().identity(),
                    over == null ? null : over.outcome().name(),
                    over == null ? null : over.reason(),
                    over == null || over.supersededBy() == null
                            ? null
                            : over.supersededBy().toString(),
                    promotion.requested().by().id(),
                    promotion.votes().stream()
                            .filter(vote -> vote.decision() == Decision.APPROVE)
                            .map(vote -> vote.by().id())
                            .distinct()
                            .toList(),
                    promotion.requestedAt().toString(),
                    text(promotion.startedAt()),
                    text(promotion.endedAt()),
                    over == null ? null : promotion.age(over.at()).toMillis(),
                    promotion.release().build().job(),
                    promotion.release().build().number(),
                    promotion.requested().notes(),
                    promotion.requested().ticket());
        }

        private static String text(Instant at) {
            return at == null ? null : at.toString();
        }
    }

    static HistoryReport of(ApplicationSlots application, HistoryFilter filter, int wanted, int size) {
        ReleaseHistory history = ReleaseHistory.read(application);
        List<Promotion> all = history.promotions(filter, Instant.now());
        int page = Math.max(1, wanted);
        return new HistoryReport(
                application.application().name().value(),
                history.slots().values().stream().map(LiveReport::of).toList(),
                all.size(),
                page,
                size,
                all.stream()
                        .skip((long) (page - 1) * size)
                        .limit(size)
                        .map(ReleaseReport::of)
                        .toList(),
                List.copyOf(history.problems().values()));
    }
}
