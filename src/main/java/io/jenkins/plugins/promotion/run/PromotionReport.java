package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One promotion as data. Times are ISO 8601 in UTC; what does not apply is {@code null} or empty.
 *
 * @param state WAITING, DEPLOYING, ROLLING_BACK or ENDED
 * @param problem why the record cannot be shown; all that it would tell is {@code null} then
 */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record PromotionReport(
        @Exported String id,
        @Exported String application,
        @Exported String environment,
        @Exported String problem,
        @Exported String kind,
        @Exported String version,
        @Exported String identity,
        @Exported List<String> artifacts,
        @Exported String commit,
        @Exported String previous,
        @Exported String state,
        @Exported String outcome,
        @Exported String reason,
        @Exported String requestedBy,
        @Exported String requestedAt,
        @Exported String deadline,
        @Exported String startedAt,
        @Exported String endedAt,
        @Exported String notes,
        @Exported String ticket,
        @Exported String slotCondition,
        @Exported List<String> evidence,
        @Exported List<RuleFinding> findings,
        @Exported List<Said> votes,
        @Exported List<GateReport> gates) {

    /** What one rule says. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record RuleFinding(
            @Exported String rule,
            @Exported String kind,
            @Exported String status,
            @Exported String reason,
            @Exported String who,
            @Exported String changesAt) {
        static RuleFinding of(Finding finding) {
            return new RuleFinding(
                    finding.rule(),
                    finding.kind(),
                    finding.status().name(),
                    finding.reason(),
                    finding.who(),
                    text(finding.changesAt()));
        }
    }

    /** What one person said. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record Said(
            @Exported String by,
            @Exported String rule,
            @Exported String decision,
            @Exported String comment,
            @Exported String at) {
        static Said of(Vote vote) {
            return new Said(vote.by().id(), vote.rule(), vote.decision().name(), vote.comment(), text(vote.at()));
        }
    }

    static PromotionReport of(RecordedPromotion recorded) {
        return recorded instanceof RecordedPromotion.Readable readable
                ? of(readable)
                : of((RecordedPromotion.Unreadable) recorded);
    }

    private static PromotionReport of(RecordedPromotion.Unreadable recorded) {
        return new PromotionReport(
                recorded.reference().id().toString(),
                recorded.reference().applicationName(),
                recorded.reference().id().environment().value(),
                recorded.problem(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static PromotionReport of(RecordedPromotion.Readable recorded) {
        Promotion promotion = recorded.promotion();
        return new PromotionReport(
                promotion.id().toString(),
                recorded.slots().application().name().value(),
                promotion.id().environment().value(),
                null,
                promotion.requested().kind().name(),
                promotion.release().version(),
                promotion.release().identity(),
                promotion.release().artifacts().stream().map(Artifact::toString).toList(),
                promotion.release().commit(),
                promotion.previous(),
                state(promotion.state()),
                promotion.outcome() == null ? null : promotion.outcome().name(),
                Sentences.reason(promotion),
                promotion.requested().by().id(),
                text(promotion.requestedAt()),
                text(promotion.requested().deadline()),
                text(promotion.startedAt()),
                text(promotion.endedAt()),
                promotion.requested().notes(),
                promotion.requested().ticket(),
                recorded.slot().condition().name(),
                promotion.evidence(),
                recorded.findings().stream().map(RuleFinding::of).toList(),
                promotion.votes().stream().map(Said::of).toList(),
                promotion.gates().stream().map(GateReport::of).toList());
    }

    private static String state(PromotionState state) {
        if (state instanceof PromotionState.Waiting) {
            return "WAITING";
        } else if (state instanceof PromotionState.Deploying) {
            return "DEPLOYING";
        }
        return state instanceof PromotionState.RollingBack ? "ROLLING_BACK" : "ENDED";
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
