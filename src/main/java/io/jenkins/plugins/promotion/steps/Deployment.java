package io.jenkins.plugins.promotion.steps;

import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The runs of a promotion's body. A promoted block never is a part of its step, which has ended before the block goes on. */
final class Deployment extends BodyRun {
    private static final long serialVersionUID = 1L;

    /** Why nobody knows how a run ended that {@link #isLost}. */
    static final String LOST =
            "Jenkins stopped at the moment at which the deployment began, and nobody knows how far it came.";

    /** What begins, for the log. */
    static String sentence(Effect.RunBody body) {
        return body.mode() == Effect.Mode.DEPLOY
                ? "Deploying " + body.version() + " to " + body.id().environment() + " (" + body.id() + ")"
                        + (body.previous() == null ? "." : ", in place of " + body.previous() + ".")
                : "Bringing " + body.version() + " back to " + body.id().environment() + " (" + body.id() + ").";
    }

    /** Whether the run that was begun last still runs, although the record demands another one or none any more. */
    boolean isOver(Effect demanded) {
        return isRunning()
                && (demanded instanceof Effect.Finish
                        || demanded instanceof Effect.Verify
                        || demanded instanceof Effect.RunBody body && !isBegun(body.token()));
    }

    /** Stops, once, a run whose end is on record already and that a restart brought back. */
    void interruptBroughtBack(Effect goneOnTo) {
        interruptOnce(new FlowInterruptedException(Result.ABORTED, false, new BroughtBack(sentence(goneOnTo))));
    }

    private static String sentence(Effect goneOnTo) {
        return goneOnTo.id()
                + (goneOnTo instanceof Effect.RunBody body
                        ? " has gone on to " + body.mode().value() + " " + body.version()
                        : goneOnTo instanceof Effect.Verify ? " is being verified" : " is over")
                + ": how this deployment ended was on record before Jenkins restarted.";
    }

    /** Whether that is why a run failed. */
    static boolean isBroughtBack(Throwable failure) {
        return failure instanceof FlowInterruptedException interruption
                && interruption.getCauses().stream().anyMatch(BroughtBack.class::isInstance);
    }

    /** Says in the log why a run of a body was stopped. */
    private static final class BroughtBack extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        private BroughtBack(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String getShortDescription() {
            return sentence;
        }
    }
}
