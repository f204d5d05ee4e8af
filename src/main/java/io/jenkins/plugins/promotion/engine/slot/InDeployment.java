package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.util.function.Function;

/** What is recorded while a promotion deploys: its health gates and its rollouts. */
final class InDeployment {
    private InDeployment() {}

    /**
     * The promotion that deploys, after one more record; {@code null} when the record is about something else.
     *
     * @param open the open promotions by id
     * @throws IllegalStateException when the record cannot follow
     */
    static Promotion after(LedgerRecord next, Function<PromotionId, Promotion> open) {
        Promotion gated = GateRecord.after(next, open);
        return gated != null ? gated : RolloutRecord.after(next, open);
    }
}
