package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.util.List;
import java.util.Objects;

/**
 * What the ledger records of the watch over a release that is live: the health checks that go on after its build has ended,
 * and what followed from them.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface WatchEvent extends SlotEvent {
    /**
     * The release is to be watched once it is verified, which is recorded next. The number of this record is the fencing
     * token of the watch.
     *
     * @param plan what the environment demanded at this moment; its soak is how long the watch lasts. No secret is in it
     * @param onUnwell what the environment said at this moment of a release that is not well
     */
    record WatchStarted(PromotionId id, GatePlan plan, OnUnwell onUnwell) implements WatchEvent {
        /** Needs all of it. */
        public WatchStarted {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(plan, "plan");
            Objects.requireNonNull(onUnwell, "onUnwell");
        }
    }

    /**
     * The watch has a verdict.
     *
     * @param verdict PASS, FAIL, INCONCLUSIVE or ERROR
     * @param reason in a sentence
     * @param checks what it found of each check
     * @param follows what follows, {@code null} for nothing. {@link OnUnwell#ROLLBACK} is the intent to start one
     * @param less why less follows than the environment says, {@code null} when as much does
     */
    record WatchEnded(
            PromotionId id, String verdict, String reason, List<GateEvidence> checks, OnUnwell follows, String less)
            implements WatchEvent {
        /** Makes the texts fit for the record. */
        public WatchEnded {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(verdict, "verdict");
            reason = FreeText.of(reason);
            checks = checks == null ? List.of() : List.copyOf(checks);
            less = FreeText.of(less);
        }
    }

    /**
     * The outcome of the intent to start a rollback.
     *
     * @param problem why none could be started, {@code null} when a build was
     */
    record RollbackTriggered(PromotionId id, String problem) implements WatchEvent {
        /** Makes the text fit for the record. */
        public RollbackTriggered {
            Objects.requireNonNull(id, "id");
            problem = FreeText.of(problem);
        }
    }
}
