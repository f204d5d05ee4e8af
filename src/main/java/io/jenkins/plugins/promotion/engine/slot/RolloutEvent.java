package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.util.List;
import java.util.Objects;

/** What the ledger records of a rollout in the deployment of a promotion. */
public sealed interface RolloutEvent extends SlotEvent {
    /** Which rollout, unique in its promotion. */
    String rollout();

    /**
     * A rollout begins.
     *
     * @param strategy canary, rolling or blueGreen
     * @param steps what is planned
     * @param intervalSeconds from one look of the analysis to the next
     * @param analysis the name of the analysis, {@code null} for none
     * @param onInconclusive what follows when the analysis cannot say: pause, fail or pass
     */
    record RolloutStarted(
            PromotionId id,
            String rollout,
            String strategy,
            List<RolloutStep> steps,
            long intervalSeconds,
            String analysis,
            String onInconclusive)
            implements RolloutEvent {
        /** Needs all but an analysis. */
        public RolloutStarted {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            Objects.requireNonNull(strategy, "strategy");
            Objects.requireNonNull(onInconclusive, "onInconclusive");
            steps = List.copyOf(steps);
        }
    }

    /**
     * The intent to set a weight, recorded before the body is run for it. The number of this record is the token of that run.
     *
     * @param step counted from 1; on the way back the one from which it leads
     * @param weight in per cent
     * @param phase what the body is to do, in the word that it sees
     * @param ends on the way back how the rollout will have ended, {@code null} of a step forward
     * @param reason on the way back why, {@code null} of a step forward
     */
    record WeightIntended(
            PromotionId id, String rollout, int step, int weight, String phase, RolloutOutcome ends, String reason)
            implements RolloutEvent {
        /** Leaves room in the reason of the end for what went wrong on the way back. */
        public WeightIntended {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            Objects.requireNonNull(phase, "phase");
            reason = FreeText.of(reason, FreeText.LONGEST / 2);
        }
    }

    /**
     * The run of the body for a weight has ended.
     *
     * @param token of the run
     * @param failure why the weight may not be set, {@code null} when it is
     */
    record WeightSet(PromotionId id, String rollout, long token, int step, int weight, String failure)
            implements RolloutEvent {
        /** Makes the failure fit for the record. */
        public WeightSet {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            failure = FreeText.of(failure, FreeText.LONGEST / 4);
        }
    }

    /**
     * The rollout stops where it is.
     *
     * @param by who stopped it, {@code null} when it asks a person by itself
     * @param reason why
     */
    record RolloutPaused(PromotionId id, String rollout, Principal by, String reason) implements RolloutEvent {
        /** Makes the reason fit for the record. */
        public RolloutPaused {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            reason = FreeText.of(reason);
        }
    }

    /**
     * Somebody lets the rollout go on.
     *
     * @param by who
     * @param reason why
     */
    record RolloutResumed(PromotionId id, String rollout, Principal by, String reason) implements RolloutEvent {
        /** Makes the reason fit for the record. */
        public RolloutResumed {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            Objects.requireNonNull(by, "by");
            reason = FreeText.of(reason);
        }
    }

    /**
     * Somebody ends a step before its time.
     *
     * @param step which
     * @param by who
     * @param reason why
     */
    record StepSkipped(PromotionId id, String rollout, int step, Principal by, String reason) implements RolloutEvent {
        /** Makes the reason fit for the record. */
        public StepSkipped {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            Objects.requireNonNull(by, "by");
            reason = FreeText.of(reason);
        }
    }

    /**
     * The release is to have nothing any more: a person said so, or the build is being stopped.
     *
     * @param by who, {@code null} when nobody in particular did
     * @param reason why
     */
    record RolloutSentBack(PromotionId id, String rollout, Principal by, String reason) implements RolloutEvent {
        /** Makes the reason fit for the record. */
        public RolloutSentBack {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            reason = FreeText.of(reason, FreeText.LONGEST / 4);
        }
    }

    /**
     * The analysis looked, and says something else than before, or the last word on a step.
     *
     * @param step at which step
     * @param look which look, counted from 1 over the whole rollout
     * @param verdict CONTINUE, PASS, FAIL, INCONCLUSIVE or ERROR
     * @param concludes whether this is the last word on the step
     * @param reason in a sentence
     * @param metrics what it rests on
     */
    record RolloutLooked(
            PromotionId id,
            String rollout,
            int step,
            int look,
            String verdict,
            boolean concludes,
            String reason,
            List<RolloutEvidence> metrics)
            implements RolloutEvent {
        /** Makes the reason fit for the record. */
        public RolloutLooked {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            Objects.requireNonNull(verdict, "verdict");
            reason = FreeText.of(reason, FreeText.LONGEST / 4);
            metrics = metrics == null ? List.of() : List.copyOf(metrics);
        }
    }

    /**
     * The rollout is over. What that means for the promotion is said by its end.
     *
     * @param outcome how
     * @param weight what the release has now, {@code null} when nobody knows because the way back failed
     * @param reason in a sentence
     * @param metrics what the analysis found last
     */
    record RolloutEnded(
            PromotionId id,
            String rollout,
            RolloutOutcome outcome,
            Integer weight,
            String reason,
            List<RolloutEvidence> metrics)
            implements RolloutEvent {
        /** Makes the reason fit for the record. */
        public RolloutEnded {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(rollout, "rollout");
            Objects.requireNonNull(outcome, "outcome");
            reason = FreeText.of(reason);
            metrics = metrics == null ? List.of() : List.copyOf(metrics);
        }
    }
}
