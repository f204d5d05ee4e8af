package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.Optional;

/** What follows when a run of the body has ended. */
final class Ending {
    private static final String WITHOUT_A_REASON = "It failed without saying why.";

    private final Setting setting;

    Ending(Setting setting) {
        this.setting = setting;
    }

    void bodyEnded(Draft draft, Command.BodyEnded end) {
        Promotion promotion = draft.slot()
                .holder()
                .filter(holder -> holder.id().equals(end.id()) && token(holder) == end.token())
                .orElse(null);
        if (promotion == null) {
            return;
        }
        boolean succeeded = end.failure() == null;
        String failure = succeeded || !end.failure().isBlank() ? end.failure() : WITHOUT_A_REASON;
        if (promotion.state() instanceof PromotionState.RollingBack back) {
            draft.end(
                    end.id(),
                    succeeded ? Outcome.ROLLED_BACK : Outcome.BROKEN,
                    succeeded ? back.reason() : back.reason() + " The rollback failed too: " + failure,
                    end.by());
        } else if (succeeded) {
            draft.end(end.id(), Outcome.VERIFIED, null, null);
        } else if (promotion.requested().kind() == Kind.ROLLBACK) {
            draft.end(end.id(), Outcome.BROKEN, "The rollback failed: " + failure, end.by());
        } else if (end.mayRollBack() && rollsBack(draft.slot(), promotion)) {
            Release to = draft.slot().live().orElseThrow().release();
            Optional<WaysBack.Refusal> refusal = WaysBack.of(setting.facts(draft.slot(), promotion, draft.now()))
                    .refusal(to);
            if (refusal.isEmpty()) {
                draft.add(new SlotEvent.RollbackStarted(end.id(), to.version(), failure));
            } else {
                String why = "It was not rolled back: " + refusal.get().reason();
                draft.end(end.id(), Outcome.FAILED, failure + " " + why, end.by());
            }
        } else {
            draft.end(end.id(), Outcome.FAILED, failure, end.by());
        }
    }

    /** A rollback is never rolled back by itself, and nothing is brought back of which nobody knows that it worked. */
    private static boolean rollsBack(SlotState slot, Promotion promotion) {
        return promotion.requested().onFailure() == OnFailure.ROLLBACK
                && slot.live().filter(Live::verified).isPresent();
    }

    private static long token(Promotion holder) {
        return holder.state() instanceof PromotionState.Deploying deploying
                ? deploying.token()
                : ((PromotionState.RollingBack) holder.state()).token();
    }
}
