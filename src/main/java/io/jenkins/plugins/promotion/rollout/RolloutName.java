package io.jenkins.plugins.promotion.rollout;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.steps.PipelineThread;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** How the rollouts of a promotion are told apart: by the nodes of their steps. */
final class RolloutName {
    private RolloutName() {}

    /**
     * Of the rollout that a step begins, or began just before a crash.
     *
     * <p>The ledger knows of a rollout before the program does. After a crash in between the step comes back, maybe as another
     * node. So one that is as the step plans it, that no other step of the program looks after, and whose first weight was
     * only intended, was begun by this step, and nothing was done for it.
     */
    static String of(StepContext context, PromotionReference promotion, RolloutPlan plan)
            throws IOException, InterruptedException {
        String own = context.get(FlowNode.class).getId();
        Optional<String> begun = new OpenRollout(promotion, own, context.get(Run.class))
                .promotion()
                .openRollout()
                .filter(open -> RolloutPlan.of(open.started()).equals(plan) && isOnlyIntended(open))
                .map(RolloutRecord::name);
        return begun.isPresent() && !isOfAnother(context, begun.get()) ? begun.get() : own;
    }

    private static boolean isOnlyIntended(RolloutRecord rollout) {
        return rollout.weights().size() <= 1 && rollout.weights().stream().allMatch(RolloutWeight::isOpen);
    }

    private static boolean isOfAnother(StepContext context, String rollout) throws IOException, InterruptedException {
        for (StepExecution other :
                PipelineThread.await(context.get(FlowExecution.class).getCurrentExecutions(false))) {
            if (other instanceof RolloutExecution execution && rollout.equals(execution.name())) {
                return true;
            }
        }
        return false;
    }
}
