package io.jenkins.plugins.promotion.steps;

import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.run.PromotedBlock;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Settles what a build leaves open when it ends or is deleted: nobody else will. */
@Extension
public final class EndedBuilds extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        if (action == null) {
            return;
        }
        if (endedByItself(run)) {
            Result result = run.getResult();
            boolean failed = result != null && result.isWorseThan(Result.UNSTABLE);
            for (PromotedBlock block : action.blocks()) {
                PromotedBlocks.end(run, block, failed ? "The build ended " + result + "." : null, null);
            }
        }
        settle(
                run,
                action,
                "The build " + run + " was ended by force (" + run.getResult()
                        + "), and nobody knows how far the deployment came.");
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
            ApplicationSlots slots = ApplicationSlots.of(reference.application(run));
            Optional<Promotion> promotion =
                    slots.state(reference.id().environment()).find(reference.id());
            if (promotion.isPresent() && promotion.get().outcome() == null) {
                slots.handle(
                        reference.id().environment(),
                        new Command.BuildGone(
                                reference.id(),
                                promotion.get().isWaiting() ? "The build " + run + " ended while it waited." : reason));
            }
        }
    }

    /** Whether the Pipeline ran to its end, so that every block of it has ended too. */
    private static boolean endedByItself(Run<?, ?> run) {
        if (!(run instanceof FlowExecutionOwner.Executable executable)) {
            return true;
        }
        FlowExecutionOwner owner = executable.asFlowExecutionOwner();
        FlowExecution execution = owner == null ? null : owner.getOrNull();
        return execution != null && execution.isComplete();
    }
}
