package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import java.util.Objects;

/**
 * What the ledger records of the tags that a release gets in its repository. They are made when the promotion is verified,
 * and what becomes of them changes nothing of it.
 */
@JsonSubTypes({
    @JsonSubTypes.Type(value = TagEvent.TagDemanded.class, name = "tagDemanded"),
    @JsonSubTypes.Type(value = TagEvent.TagIntended.class, name = "tagIntended"),
    @JsonSubTypes.Type(value = TagEvent.TagEnded.class, name = "tagEnded"),
    @JsonSubTypes.Type(value = TagEvent.TagRetried.class, name = "tagRetried"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface TagEvent extends SlotEvent {
    /** A tag is wanted, should the promotion be verified. The tags of a promotion are counted from 1, in this order. */
    record TagDemanded(PromotionId id, ReleaseTag tag) implements TagEvent {
        /** Needs both. */
        public TagDemanded {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(tag, "tag");
        }
    }

    /**
     * The intent to make a tag, recorded before anything is sent.
     *
     * @param tag which of the promotion
     * @param name of the tag
     * @param repository where
     * @param commit what is tagged
     */
    record TagIntended(PromotionId id, int tag, String name, String repository, String commit) implements TagEvent {
        /** Needs all of it. */
        public TagIntended {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(repository, "repository");
            Objects.requireNonNull(commit, "commit");
        }
    }

    /**
     * What became of a tag. One for which there is no intent has failed before anything was sent.
     *
     * @param tag which of the promotion
     * @param reason why it failed, {@code null} where the outcome says it all
     */
    record TagEnded(PromotionId id, int tag, TagOutcome outcome, String reason) implements TagEvent {
        /** Makes the reason fit for the record. */
        public TagEnded {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(outcome, "outcome");
            reason = FreeText.of(reason);
        }
    }

    /**
     * Somebody wants a tag that failed to be tried again: it is due as it was before, and gets an intent of its own.
     *
     * @param tag which of the promotion
     * @param by who
     */
    record TagRetried(PromotionId id, int tag, Principal by) implements TagEvent {
        /** Needs both. */
        public TagRetried {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(by, "by");
        }
    }
}
