package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import java.util.List;
import java.util.Optional;

/**
 * What the rollouts in a deployment say of its end, whatever its body says: a release that lost its traffic again is not
 * verified, and one that brought everything back needs no further rollback.
 */
final class RolloutEnding {
    private RolloutEnding() {}

    /** An end that follows from the record of rollouts alone. */
    record End(Outcome outcome, String reason) {}

    /** How a deployment ends when a run of its body has ended; empty when its rollouts do not decide it. */
    static Optional<End> of(Promotion promotion) {
        List<RolloutRecord> rollouts = deploying(promotion);
        Optional<RolloutRecord> stranded = rollouts.stream()
                .filter(RolloutRecord::isOver)
                .filter(rollout -> rollout.end().weight() == null)
                .findFirst();
        if (stranded.isPresent()) {
            return Optional.of(new End(
                    Outcome.BROKEN,
                    stranded.get().end().reason() + " Nobody knows how much traffic "
                            + promotion.release().version() + " has."));
        }
        boolean allBack = !rollouts.isEmpty() && rollouts.stream().allMatch(RolloutEnding::isBack);
        return allBack
                ? Optional.of(
                        back(promotion, rollouts.get(rollouts.size() - 1).end().reason()))
                : Optional.empty();
    }

    /** A rollback that was sent back has brought nothing back: what it was to leave is live, and that was found bad. */
    private static End back(Promotion promotion, String reason) {
        return promotion.requested().kind() == Kind.ROLLBACK
                ? new End(
                        Outcome.BROKEN,
                        "The rollback failed: " + reason + " All of the traffic is with "
                                + (promotion.previous() == null ? "what was there before" : promotion.previous())
                                + " again, which was to be left.")
                : new End(Outcome.ROLLED_BACK, reason);
    }

    /** Why a deployment has failed although its body has not; empty when nothing speaks against it. */
    static Optional<String> contradiction(Promotion promotion) {
        return deploying(promotion).stream()
                .filter(rollout -> !rollout.isOver() || rollout.end().outcome() != RolloutOutcome.PASSED)
                .findFirst()
                .map(rollout -> rollout.isOver()
                        ? "Its rollout ended " + rollout.end().outcome() + ": "
                                + rollout.end().reason()
                        : "Its rollout has not come to its end.");
    }

    private static boolean isBack(RolloutRecord rollout) {
        return rollout.isOver() && rollout.end().outcome() != RolloutOutcome.PASSED;
    }

    private static List<RolloutRecord> deploying(Promotion promotion) {
        return promotion.state() instanceof PromotionState.Deploying ? promotion.rollouts() : List.of();
    }
}
