package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import java.time.Instant;
import java.util.List;

/**
 * What the record demands to be done for a promotion now. An effect follows from the recorded state alone: asked again,
 * also after a restart, it is the same, so whoever carries it out remembers by its token what was begun already.
 */
public sealed interface Effect {
    /** For which promotion. */
    Promotion promotion();

    /**
     * Wait.
     *
     * @param findings what every rule says
     * @param wakeAt when to look again at the latest, {@code null} when nothing changes by the clock
     */
    record Wait(Promotion promotion, List<Finding> findings, Instant wakeAt) implements Effect {}

    /**
     * Run the body once with this token.
     *
     * @param token names this run; its end must carry it
     * @param mode what the run is for
     * @param version the version that it is to bring
     * @param previous the version that it replaces, {@code null} for the first
     */
    record RunBody(Promotion promotion, long token, Mode mode, String version, String previous) implements Effect {}

    /**
     * Run this gate, once for this token, and tell its verdict with it. A gate that was begun goes on with its deadline and
     * its counts, whatever is configured since.
     *
     * @param token names this verification; its end must carry it
     * @param gate the gate of the record that tells of it
     * @param plan what is demanded
     */
    record Verify(Promotion promotion, long token, String gate, GatePlan plan) implements Effect {}

    /** Nothing more: the promotion is over. */
    record Finish(Promotion promotion) implements Effect {}

    /** The id of the promotion. */
    default PromotionId id() {
        return promotion().id();
    }

    /** What a run of the body is for. */
    enum Mode {
        /** Bring the release. */
        DEPLOY,
        /** Bring the release before it back. */
        ROLLBACK;

        /** As bodies see it in {@code PROMOTION_MODE}. */
        public String value() {
            return this == DEPLOY ? "deploy" : "rollback";
        }
    }
}
