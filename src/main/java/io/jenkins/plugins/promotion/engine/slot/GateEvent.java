package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.util.List;
import java.util.Objects;

/** What the ledger records of the gates that look at a deployment. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface GateEvent extends SlotEvent {
    /** A health gate, by a name that is unique in its promotion, begins to look at what is deployed with these checks. */
    record GateStarted(PromotionId id, String gate, List<String> checks) implements GateEvent {
        /** Needs a promotion and a name. */
        public GateStarted {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(gate, "gate");
            checks = checks == null ? List.of() : List.copyOf(checks);
        }
    }

    /**
     * A health gate has ended. What that means for the promotion is said by its end.
     *
     * @param gate which one
     * @param verdict PASS, FAIL, INCONCLUSIVE or ERROR; {@code null} when it was stopped before it had one
     * @param reason in a sentence
     * @param checks what it found of each check
     */
    record GateEnded(PromotionId id, String gate, String verdict, String reason, List<GateEvidence> checks)
            implements GateEvent {
        /** Makes the reason fit for the record. */
        public GateEnded {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(gate, "gate");
            reason = FreeText.of(reason);
            checks = checks == null ? List.of() : List.copyOf(checks);
        }
    }
}
