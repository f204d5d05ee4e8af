package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.util.Objects;

/**
 * What the ledger records of the health checks that an environment demands of every deployment. Their end is a {@link
 * GateEvent.GateEnded}, as that of any gate.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface VerificationEvent extends SlotEvent {
    /** The gate that looks at a deployment. No step has such an id. */
    String OF_DEPLOYMENT = "environment";
    /** The gate that looks at what a rollback has brought back. */
    String OF_ROLLBACK = "environment-rollback";

    /**
     * A run of the body has succeeded, and what it brought is looked at before it counts. The number of this record is the
     * fencing token of the verification.
     *
     * @param gate which one, unique in its promotion
     * @param plan what the environment demanded at this moment; what is configured later changes nothing for it. No secret
     *     is in it
     * @param mayRollBack whether the body can be run again when it is not well
     */
    record VerificationStarted(PromotionId id, String gate, GatePlan plan, boolean mayRollBack)
            implements VerificationEvent {
        /** Needs all of it. */
        public VerificationStarted {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(gate, "gate");
            Objects.requireNonNull(plan, "plan");
        }
    }
}
