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
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface SlotEvent {
    /** The promotion that this is about. */
    PromotionId id();

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
     */
    record Requested(
            PromotionId id,
            Kind kind,
            Release release,
            Principal by,
            OnFailure onFailure,
            Instant deadline,
            String notes,
            String ticket)
            implements SlotEvent {
        /** Makes the free texts fit for the record. */
        public Requested {
            needed(id, "id");
            needed(kind, "kind");
            needed(release, "release");
            needed(by, "by");
            needed(onFailure, "onFailure");
            notes = FreeText.of(notes);
            ticket = FreeText.of(ticket);
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
            needed(id, "id");
            needed(by, "by");
            needed(rule, "rule");
            needed(ruleVersion, "ruleVersion");
            needed(releaseIdentity, "releaseIdentity");
            needed(decision, "decision");
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
            needed(id, "id");
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
            needed(id, "id");
            needed(to, "to");
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
            needed(id, "id");
            needed(outcome, "outcome");
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
            needed(id, "id");
            needed(by, "by");
            needed(found, "found");
            reason = FreeText.of(reason);
        }
    }

    private static void needed(Object component, String name) {
        Objects.requireNonNull(component, name);
    }
}
