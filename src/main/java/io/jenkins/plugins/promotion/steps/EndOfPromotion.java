package io.jenkins.plugins.promotion.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** How the end of a promotion shows in a build: in the log, and as what the step throws. */
final class EndOfPromotion {
    private EndOfPromotion() {}

    /** The exception for the outcome: interruptions for decisions, failures for refusals and failed deployments. */
    static Exception of(Promotion promotion) {
        PromotionState.Over over = (PromotionState.Over) promotion.state();
        String sentence = sentence(promotion, over);
        return switch (over.outcome()) {
            case SUPERSEDED -> new FlowInterruptedException(Result.NOT_BUILT, true, new Told(sentence));
            case REJECTED, EXPIRED, ABORTED -> new FlowInterruptedException(Result.ABORTED, true, new Told(sentence));
            default -> new AbortException(sentence);
        };
    }

    /** The exception for a promoted block that Jenkins would run a second time after a restart. */
    static Exception blockIsOver(Promotion promotion) {
        return new AbortException(promotion.id() + " ended " + promotion.outcome()
                + " before Jenkins restarted, and this build lost its place. What stands in the block is not run a second"
                + " time: build again to deploy again.");
    }

    /** How it ended and what to do, in a sentence for the log. */
    static String sentence(Promotion promotion, PromotionState.Over over) {
        String what = promotion.release().version() + " was not brought into "
                + promotion.id().environment() + " (" + promotion.id() + "): ";
        String reason = over.reason() == null ? "" : over.reason();
        return switch (over.outcome()) {
            case VERIFIED ->
                promotion.release().version() + " is verified in "
                        + promotion.id().environment() + ".";
            case REFUSED -> what + "refused. " + reason;
            case REJECTED -> what + "rejected by " + over.by().display() + ": " + reason;
            case SUPERSEDED -> what + "superseded by the newer " + over.supersededBy() + ".";
            case EXPIRED -> what + reason;
            case ABORTED ->
                what + "aborted" + (over.by() == null ? "" : " by " + over.by().display()) + ", nothing was touched. "
                        + reason;
            case FAILED ->
                "The deployment of " + promotion.release().version() + " to "
                        + promotion.id().environment() + " failed and was left as it is: " + reason;
            case ROLLED_BACK ->
                "The deployment of " + promotion.release().version() + " to "
                        + promotion.id().environment()
                        + (promotion.previous() == null
                                ? " failed and was taken back, as there was nothing before it: "
                                : " failed and was rolled back to " + promotion.previous() + ": ")
                        + reason;
            case BROKEN ->
                promotion.id().environment() + " is BROKEN: " + reason
                        + " Nothing is deployed there before somebody acknowledges what is live or rolls back.";
            case UNKNOWN ->
                promotion.id().environment() + " is in an UNKNOWN state: " + reason
                        + " Nothing is deployed there before somebody acknowledges what is live or rolls back.";
        };
    }

    static boolean isVerified(Promotion promotion) {
        return promotion.outcome() == Outcome.VERIFIED;
    }

    /** Says in log and summary why the build was stopped. */
    static final class Told extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        Told(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String getShortDescription() {
            return sentence;
        }

        @Override
        public void print(TaskListener listener) {
            listener.getLogger().println("[promotion] " + sentence);
        }
    }
}
