package io.jenkins.plugins.promotion.runtime;

import hudson.init.InitMilestone;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Tells the ledger of promotions whose build is gone without a word: killed with the controller, deleted, or ended by
 * force. Until that is noticed, such a promotion keeps its place, so that its slot is never silently free.
 */
public final class AbandonedPromotions {
    private AbandonedPromotions() {}

    /** The state of a slot, after whatever became of builds that are gone has been recorded. */
    public static SlotState settle(ApplicationSlots slots, EnvironmentName environment) {
        SlotState state = slots.state(environment);
        for (Promotion promotion : state.open()) {
            if (!AttachedPromotions.get().isAttached(slots.application(), promotion.id())) {
                Optional<String> gone =
                        gone(slots.application(), promotion.release().build());
                if (gone.isPresent()) {
                    state = slots.handle(environment, new Command.BuildGone(promotion.id(), gone.get()));
                }
            }
        }
        SlotListener.tell(slots, state, state);
        return state;
    }

    /** What became of a build that does not run any more; empty while it runs, or may still be resumed. */
    private static Optional<String> gone(Application application, BuildRef build) {
        if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
            return Optional.empty();
        }
        Run<?, ?> run = PromotingBuilds.find(application, build).orElse(null);
        if (run == null) {
            return Optional.of("The build " + build + " does not exist any more.");
        }
        return run.isBuilding()
                ? Optional.empty()
                : Optional.of("The build " + build + " ended (" + run.getResult()
                        + ") without saying what became of the deployment.");
    }
}
