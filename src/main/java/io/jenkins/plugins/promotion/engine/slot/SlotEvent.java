package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the ledger records of a slot. An event is a fact: once recorded it is never changed or taken back.
 *
 * <p>The names and components of these records are the ledger's format. They may gain components that may be {@code
 * null}; they never lose or rename one. When and in which order is the record's affair, see {@link LedgerRecord}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SlotEvent.Requested.class, name = "requested"),
    @JsonSubTypes.Type(value = SlotEvent.Voted.class, name = "voted"),
    @JsonSubTypes.Type(value = SlotEvent.DeployStarted.class, name = "deployStarted"),
    @JsonSubTypes.Type(value = SlotEvent.RollbackStarted.class, name = "rollbackStarted"),
    @JsonSubTypes.Type(value = SlotEvent.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = SlotEvent.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = SlotEvent.VoteWithdrawn.class, name = "voteWithdrawn"),
    @JsonSubTypes.Type(value = SlotEvent.Ticked.class, name = "ticked"),
    @JsonSubTypes.Type(value = SlotEvent.Overridden.class, name = "overridden"),
    @JsonSubTypes.Type(value = SlotEvent.HotfixDeclared.class, name = "hotfixDeclared"),
    @JsonSubTypes.Type(StopEvent.class),
    @JsonSubTypes.Type(value = GateEvent.GateStarted.class, name = "gateStarted"),
    @JsonSubTypes.Type(value = GateEvent.GateEnded.class, name = "gateEnded"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutStarted.class, name = "rolloutStarted"),
    @JsonSubTypes.Type(value = RolloutEvent.WeightIntended.class, name = "weightIntended"),
    @JsonSubTypes.Type(value = RolloutEvent.WeightSet.class, name = "weightSet"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutPaused.class, name = "rolloutPaused"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutResumed.class, name = "rolloutResumed"),
    @JsonSubTypes.Type(value = RolloutEvent.StepSkipped.class, name = "stepSkipped"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutSentBack.class, name = "rolloutSentBack"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutLooked.class, name = "rolloutLooked"),
    @JsonSubTypes.Type(value = RolloutEvent.RolloutEnded.class, name = "rolloutEnded"),
    @JsonSubTypes.Type(value = VerificationEvent.VerificationStarted.class, name = "verificationStarted"),
    @JsonSubTypes.Type(value = WatchEvent.WatchStarted.class, name = "watchStarted"),
    @JsonSubTypes.Type(value = WatchEvent.WatchEnded.class, name = "watchEnded"),
    @JsonSubTypes.Type(value = WatchEvent.RollbackTriggered.class, name = "rollbackTriggered"),
    @JsonSubTypes.Type(TagEvent.class),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface SlotEvent
        permits SlotEvent.Requested,
                SlotEvent.Voted,
                SlotEvent.DeployStarted,
                SlotEvent.RollbackStarted,
                SlotEvent.Ended,
                SlotEvent.Acknowledged,
                SlotEvent.VoteWithdrawn,
                SlotEvent.Ticked,
                SlotEvent.Overridden,
                SlotEvent.HotfixDeclared,
                GateEvent,
                RolloutEvent,
                StopEvent,
                TagEvent,
                VerificationEvent,
                WatchEvent {
    /** The promotion that this is about, {@code null} when it is about the slot or a release. */
    default PromotionId id() {
        return null;
    }

    /**
     * A build asks to bring a release into the environment.
     *
     * @param kind forward or back
     * @param release what
     * @param by who started it
     * @param onFailure what a failure is answered with
     * @param deadline until when it waits, {@code null} for as long as its build lives
     * @param notes free text for the history, or {@code null}
     * @param ticket a reference to where the change was agreed, or {@code null}
     * @param changes who made the commits that it brings, {@code null} when nobody asked
     * @param overrides the rules that were lifted for it as it was requested
     * @param hotfix the declaration with which it was requested as an emergency hotfix, or {@code null}
     * @param checklist what is to be ticked for this promotion beside what the environment asks for, empty for nothing
     * @param migration what the deployment does to the data, {@code null} when nothing was said
     * @param rollback what it comes back from and how, {@code null} of what goes forward and of rollbacks of old records
     */
    record Requested(
            PromotionId id,
            Kind kind,
            Release release,
            Principal by,
            OnFailure onFailure,
            Instant deadline,
            String notes,
            String ticket,
            Changes changes,
            List<RuleOverride> overrides,
            Declaration hotfix,
            List<String> checklist,
            Migration migration,
            Rollback rollback)
            implements SlotEvent {
        /** Without changes, overrides, declaration, checklist and migration, and no rollback. */
        public Requested(
                PromotionId id,
                Kind kind,
                Release release,
                Principal by,
                OnFailure onFailure,
                Instant deadline,
                String notes,
                String ticket) {
            this(id, kind, release, by, onFailure, deadline, notes, ticket, null, null, null, null, null, null);
        }

        /** Makes the free texts fit for the record. */
        public Requested {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(release, "release");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(onFailure, "onFailure");
            notes = FreeText.of(notes);
            ticket = FreeText.of(ticket);
            overrides = overrides == null ? List.of() : List.copyOf(overrides);
            checklist = checklist == null ? List.of() : List.copyOf(checklist);
        }
    }

    /** Somebody approves or rejects; the components are those of {@link Vote}. */
    record Voted(
            PromotionId id,
            Principal by,
            String rule,
            String ruleVersion,
            String releaseIdentity,
            Decision decision,
            String comment)
            implements SlotEvent {
        /** Makes the comment fit for the record. */
        public Voted {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(ruleVersion, "ruleVersion");
            Objects.requireNonNull(releaseIdentity, "releaseIdentity");
            Objects.requireNonNull(decision, "decision");
            comment = FreeText.of(comment);
        }
    }

    /**
     * The intent to deploy, recorded before anything is touched. The number of this record is the fencing token of the
     * holder.
     *
     * @param previous the version that is replaced, {@code null} for the first
     * @param evidence each rule that was satisfied, in a sentence
     */
    record DeployStarted(PromotionId id, String previous, List<String> evidence) implements SlotEvent {
        /** Takes {@code null} for no evidence, as an old record may have none. */
        public DeployStarted {
            Objects.requireNonNull(id, "id");
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
        }
    }

    /**
     * The deployment failed, and the intent to bring the release before it back, recorded before that begins.
     *
     * @param to the version that is brought back
     * @param reason why the deployment failed
     */
    record RollbackStarted(PromotionId id, String to, String reason) implements SlotEvent {
        /** Leaves room in the reason of the end for why the rollback failed too. */
        public RollbackStarted {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(to, "to");
            reason = FreeText.of(reason, FreeText.LONGEST / 2);
        }
    }

    /**
     * The end of a promotion.
     *
     * @param reason in a sentence, {@code null} when the outcome says it all
     * @param by who ended it, {@code null} when nobody in particular did
     * @param supersededBy the newer promotion, for {@link Outcome#SUPERSEDED} only
     */
    record Ended(PromotionId id, Outcome outcome, String reason, Principal by, PromotionId supersededBy)
            implements SlotEvent {
        /** Makes the reason fit for the record. */
        public Ended {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(outcome, "outcome");
            reason = FreeText.of(reason);
        }
    }

    /**
     * A person looked at a slot that was broken or unknown.
     *
     * @param by who
     * @param found what is live
     * @param reason how they know
     */
    record Acknowledged(PromotionId id, Principal by, Found found, String reason) implements SlotEvent {
        /** Makes the reason fit for the record. */
        public Acknowledged {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(found, "found");
            reason = FreeText.of(reason);
        }
    }

    /**
     * Somebody takes back their own approval while the promotion waits.
     *
     * @param by who
     * @param vote which of the votes of the promotion, counted from 1
     */
    record VoteWithdrawn(PromotionId id, Principal by, int vote) implements SlotEvent {
        /** Needs a promotion and a person. */
        public VoteWithdrawn {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(by, "by");
        }
    }

    /** Somebody ticks an item of a checklist, or takes a tick back; the components are those of {@link Tick}. */
    record Ticked(
            PromotionId id,
            Principal by,
            String rule,
            String ruleVersion,
            String releaseIdentity,
            String item,
            boolean ticked)
            implements SlotEvent {
        /** Needs all of it. */
        public Ticked {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(ruleVersion, "ruleVersion");
            Objects.requireNonNull(releaseIdentity, "releaseIdentity");
            Objects.requireNonNull(item, "item");
        }
    }

    /** Somebody lifts one rule for a promotion that waits; the components are those of {@link RuleOverride}. */
    record Overridden(PromotionId id, Principal by, String rule, String ruleVersion, String reason)
            implements SlotEvent {
        /** Makes the reason fit for the record. */
        public Overridden {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(ruleVersion, "ruleVersion");
            reason = FreeText.of(reason);
        }
    }

    /** Somebody declares a promotion that waits an emergency hotfix. */
    record HotfixDeclared(PromotionId id, Principal by, String reason) implements SlotEvent {
        /** Makes the reason fit for the record. */
        public HotfixDeclared {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(by, "by");
            reason = FreeText.of(reason);
        }
    }
}
