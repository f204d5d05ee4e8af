package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Settles what a build leaves open when it ends or is deleted: nobody else will. */
@Extension
public final class EndedBuilds extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(EndedBuilds.class.getName());

    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        sayWhatWasNotCarriedOut(run, listener);
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        if (action == null) {
            return;
        }
        FlowExecution execution = execution(run);
        if (execution != null) {
            PromotedBlocks.settleEnded(run, action, execution);
        }
        settle(
                run,
                action,
                "The build " + run + " came to its end (" + run.getResult()
                        + ") in the middle, and nobody knows how far the deployment came.");
    }

    private static void sayWhatWasNotCarriedOut(Run<?, ?> run, TaskListener listener) {
        CarriedRequest carried = UndoneRequest.of(run);
        if (carried != null) {
            carried.leaveUndone();
            listener.getLogger()
                    .println("[promotion] This build was started for '" + carried.words() + "', and no promoteTo of its"
                            + " Pipeline has asked for " + carried.environment() + ": nothing was done there.");
        }
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        if (action != null) {
            settle(run, action, "The build " + run + " was deleted.");
        }
    }

    private static void settle(Run<?, ?> run, PromotionRunAction action, String reason) {
        for (PromotionReference reference : action.promotions()) {
            try {
                settle(run, reference, reason);
            } catch (LedgerException e) {
                // it keeps its place in the slot, which is not free before somebody finds out
                LOGGER.log(Level.WARNING, e, () -> "The end of " + reference.id() + " of " + run + " is not on record");
            }
        }
    }

    private static void settle(Run<?, ?> run, PromotionReference reference, String reason) {
        ApplicationSlots slots = ApplicationSlots.of(reference.application(run));
        Optional<Promotion> promotion =
                slots.state(reference.id().environment()).find(reference.id());
        if (promotion.isPresent() && promotion.get().outcome() == null) {
            String what = promotion.get().isWaiting() ? "The build " + run + " ended while it waited." : reason;
            slots.handle(reference.id().environment(), new Command.BuildGone(reference.id(), what));
        }
    }

    /** The Pipeline that was run, {@code null} when there is none to look at. */
    @CheckForNull
    private static FlowExecution execution(Run<?, ?> run) {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        FlowExecution execution = owner == null ? null : owner.getOrNull();
        return execution != null && execution.isComplete() ? execution : null;
    }
}
