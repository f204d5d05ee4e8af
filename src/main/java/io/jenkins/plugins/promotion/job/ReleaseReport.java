package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

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
        @Exported String ticket,
        @Exported boolean quarantined,
        @Exported DeclaredReport hotfix,
        @Exported List<OverrideReport> overrides,
        @Exported List<TickReport> ticks,
        @Exported String migration,
        @Exported RollbackReport rollback) {
    /** What a rollback came back from, and why. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record RollbackReport(
            @Exported String from,
            @Exported String reason,
            @Exported boolean quarantine,
            @Exported boolean fast) {
        static RollbackReport of(Rollback rollback) {
            return new RollbackReport(
                    rollback.fromVersion(), rollback.reason(), rollback.quarantine(), rollback.fast());
        }
    }

    /** Who declared it an emergency hotfix, and why. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record DeclaredReport(
            @Exported String by,
            @Exported String reason,
            @Exported String at) {}

    /** A rule that was lifted for it. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record OverrideReport(
            @Exported String rule,
            @Exported String by,
            @Exported String reason,
            @Exported String at) {}

    /** An item of a checklist that was ticked, or whose tick was taken back. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record TickReport(
            @Exported String rule,
            @Exported String item,
            @Exported String by,
            @Exported boolean ticked,
            @Exported String at) {}

    static ReleaseReport of(ReleaseHistory history, Promotion promotion) {
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
                Approvals.of(promotion, history, Instant.now()).stream()
                        .map(Principal::id)
                        .toList(),
                promotion.requestedAt().toString(),
                text(promotion.startedAt()),
                text(promotion.endedAt()),
                over == null ? null : promotion.age(over.at()).toMillis(),
                promotion.release().build().job(),
                promotion.release().build().number(),
                promotion.requested().notes(),
                promotion.requested().ticket(),
                history.quarantine(promotion.release()).isPresent(),
                promotion.hotfix() == null
                        ? null
                        : new DeclaredReport(
                                promotion.hotfix().by().id(),
                                promotion.hotfix().reason(),
                                text(promotion.hotfix().at())),
                promotion.overrides().stream()
                        .map(lifted ->
                                new OverrideReport(lifted.rule(), lifted.by().id(), lifted.reason(), text(lifted.at())))
                        .toList(),
                promotion.ticks().stream()
                        .map(tick -> new TickReport(
                                tick.rule(), tick.item(), tick.by().id(), tick.ticked(), text(tick.at())))
                        .toList(),
                promotion.requested().migration() == null
                        ? null
                        : promotion.requested().migration().word(),
                promotion.requested().rollback() == null
                        ? null
                        : RollbackReport.of(promotion.requested().rollback()));
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
