package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.view.WatchReport;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One promotion as data. Times are ISO 8601 in UTC; what does not apply is {@code null} or empty. */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public final class PromotionReport {
    private final RecordedPromotion recorded;
    private final RecordedPromotion.Readable readable;
    private final Wait wait;
    private final VerifyingDetails verifying;

    PromotionReport(RecordedPromotion recorded) {
        this.recorded = recorded;
        this.readable = recorded instanceof RecordedPromotion.Readable told ? told : null;
        this.wait = readable == null || readable.forecast() == null ? null : Wait.of(readable);
        this.verifying = readable == null ? null : VerifyingDetails.of(readable);
    }

    /** Such as {@code production-7}. */
    @Exported
    public String getId() {
        return recorded.reference().id().toString();
    }

    /** Whose promotion it is. */
    @Exported
    public String getApplication() {
        return readable == null
                ? recorded.reference().applicationName()
                : readable.slots().application().name().value();
    }

    /** Where to. */
    @Exported
    public String getEnvironment() {
        return recorded.reference().id().environment().value();
    }

    /** Why the record cannot be shown; all that it would tell is {@code null} or empty then. */
    @Exported
    public String getProblem() {
        return recorded instanceof RecordedPromotion.Unreadable unreadable ? unreadable.problem() : null;
    }

    /** PROMOTION or ROLLBACK. */
    @Exported
    public String getKind() {
        return text(promotion -> promotion.requested().kind());
    }

    /** What people call the release. */
    @Exported
    public String getVersion() {
        return text(promotion -> promotion.release().version());
    }

    /** What makes two releases the same. */
    @Exported
    public String getIdentity() {
        return text(promotion -> promotion.release().identity());
    }

    /** What is deployed, by content. */
    @Exported
    public List<String> getArtifacts() {
        return list(promotion -> promotion.release().artifacts().stream().map(Artifact::toString));
    }

    /** The revision. */
    @Exported
    public String getCommit() {
        return text(promotion -> promotion.release().commit());
    }

    /** The version that it replaces or replaced. */
    @Exported
    public String getPrevious() {
        return text(Promotion::previous);
    }

    /** WAITING, DEPLOYING, VERIFYING, ROLLING_BACK or ENDED. */
    @Exported
    public String getState() {
        return text(promotion -> state(promotion.state()));
    }

    /** How it ended. */
    @Exported
    public String getOutcome() {
        return text(Promotion::outcome);
    }

    /** Why it ended so, in the words of the record. */
    @Exported
    public String getReason() {
        return text(Sentences::reason);
    }

    /** The id of whoever asked for it. */
    @Exported
    public String getRequestedBy() {
        return text(promotion -> promotion.requested().by().id());
    }

    /** When it was asked for. */
    @Exported
    public String getRequestedAt() {
        return text(Promotion::requestedAt);
    }

    /** Until when it waits. */
    @Exported
    public String getDeadline() {
        return text(promotion -> promotion.requested().deadline());
    }

    /** When the deployment began. */
    @Exported
    public String getStartedAt() {
        return text(Promotion::startedAt);
    }

    /** When it ended. */
    @Exported
    public String getEndedAt() {
        return text(Promotion::endedAt);
    }

    /** What was said with the request. */
    @Exported
    public String getNotes() {
        return text(promotion -> promotion.requested().notes());
    }

    /** Where the change was agreed. */
    @Exported
    public String getTicket() {
        return text(promotion -> promotion.requested().ticket());
    }

    /** What is known of the target. */
    @Exported
    public String getSlotCondition() {
        return readable == null ? null : readable.slot().condition().name();
    }

    /** Why it was let in, a sentence a rule. */
    @Exported
    public List<String> getEvidence() {
        return list(promotion -> promotion.evidence().stream());
    }

    /** Why it waits, or is not verified yet, in one go; {@code null} unless it does. */
    @Exported
    public String getWhy() {
        return verifying != null ? verifying.why() : wait == null ? null : wait.why();
    }

    /** Who can change that, a phrase each. */
    @Exported
    public List<String> getWho() {
        return verifying != null ? verifying.who() : wait == null ? List.of() : wait.who();
    }

    /** When something changes by itself first, the deadline aside. */
    @Exported
    public String getChangesAt() {
        return verifying != null ? text(verifying.changesAt()) : wait == null ? null : text(wait.changesAt());
    }

    /** The first moment at which no rule waits for the clock; {@code null} when none is in sight. */
    @Exported
    public String getClearAt() {
        return wait == null ? null : text(readable.forecast().clearAt());
    }

    /** What every rule says, while it waits. */
    @Exported
    public List<RuleReports.Said> getFindings() {
        return readable == null
                ? List.of()
                : readable.findings().stream().map(RuleReports.Said::of).toList();
    }

    /** The health gates of its deployment. */
    @Exported
    public List<GateReport> getGates() {
        return list(promotion -> promotion.gates().stream().map(GateReport::of));
    }

    /** The watch over its release after the end of the build, from its beginning on. */
    @Exported
    public WatchReport getWatch() {
        WatchDetails watch = readable == null ? null : WatchDetails.of(readable);
        return watch == null ? null : watch.report();
    }

    /** The tags that its release gets or got. */
    @Exported
    public List<TagReport> getTags() {
        return list(promotion -> readable.slot().tags(promotion.id()).stream().map(TagReport::of));
    }

    /** All votes, those that do not count included. */
    @Exported
    public List<RuleReports.Cast> getVotes() {
        return list(promotion -> promotion.votes().stream().map(RuleReports.Cast::of));
    }

    /** The items of its checklists, while it waits. */
    @Exported
    public List<RuleReports.Item> getChecklist() {
        return wait == null
                ? List.of()
                : readable.rules().all(ChecklistRule.class).stream()
                        .flatMap(rule -> RuleReports.Item.of(rule, readable.promotion()))
                        .toList();
    }

    /** All that was ticked and unticked. */
    @Exported
    public List<RuleReports.Ticked> getTicks() {
        return list(promotion -> promotion.ticks().stream().map(RuleReports.Ticked::of));
    }

    /** The rules that were lifted for it. */
    @Exported
    public List<RuleReports.Lifted> getOverrides() {
        return list(promotion -> promotion.overrides().stream().map(RuleReports.Lifted::of));
    }

    /** The declaration that it is an emergency hotfix. */
    @Exported
    public RuleReports.Declared getHotfix() {
        return readable == null
                ? null
                : RuleReports.Declared.of(readable.promotion().hotfix());
    }

    @CheckForNull
    private String text(Function<Promotion, Object> of) {
        Object value = readable == null ? null : of.apply(readable.promotion());
        return value == null ? null : value.toString();
    }

    private <T> List<T> list(Function<Promotion, Stream<T>> of) {
        return readable == null ? List.of() : of.apply(readable.promotion()).toList();
    }

    @CheckForNull
    static String text(Instant at) {
        return at == null ? null : at.toString();
    }

    private static String state(PromotionState state) {
        if (state instanceof PromotionState.Waiting) {
            return "WAITING";
        } else if (state instanceof PromotionState.Deploying) {
            return "DEPLOYING";
        } else if (state instanceof PromotionState.Verifying) {
            return "VERIFYING";
        }
        return state instanceof PromotionState.RollingBack ? "ROLLING_BACK" : "ENDED";
    }
}
