package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * Fails a build that was started for one release in one environment and whose Pipeline ends without asking for it: whoever
 * started it would take a success for the release being there. A result that is worse stays as it is.
 *
 * <p>The result of a build can be set until its end is told to asynchronous listeners, of which the build itself is the first
 * and {@link EndedBuilds} comes after it. This one is told while the Pipeline ends, on its thread: it takes no lock that could
 * be held for long, and leaves the saving to Pipeline, which writes result and end together.
 */
@Extension
public final class UndoneRequest implements GraphListener.Synchronous {
    private static final Logger LOGGER = Logger.getLogger(UndoneRequest.class.getName());

    @Override
    public void onNewHead(FlowNode node) {
        if (!(node instanceof FlowEndNode)) {
            return;
        }
        Queue.Executable executable;
        try {
            executable = node.getExecution().getOwner().getExecutable();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "No build of " + node.getExecution() + " to be looked at");
            return;
        }
        CarriedRequest carried = executable instanceof Run<?, ?> run ? of(run) : null;
        if (carried != null) {
            carried.leaveUndone();
            ((Run<?, ?>) executable).setResult(Result.FAILURE);
        }
    }

    /** What a build that is over was started for and has not asked for, {@code null} for most builds. */
    @CheckForNull
    static CarriedRequest of(Run<?, ?> run) {
        CarriedRequest carried = CarriedRequest.of(run);
        return carried == null || carried.isHeard() || isAskedFor(run, carried.environment()) ? null : carried;
    }

    /** By a rollbackTo, which says itself to what, or before it was kept that a step has asked. */
    private static boolean isAskedFor(Run<?, ?> run, String environment) {
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        return action != null
                && action.promotions().stream()
                        .anyMatch(reference -> environment.equalsIgnoreCase(
                                reference.id().environment().value()));
    }
}
