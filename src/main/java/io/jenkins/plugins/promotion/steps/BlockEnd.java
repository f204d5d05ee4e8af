package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;

/** How a block of a Pipeline ended. */
final class BlockEnd {
    private final FlowNode end;

    private BlockEnd(FlowNode end) {
        this.end = end;
    }

    /** The end of the block, unless it was not the program that brought it about. */
    static Optional<BlockEnd> of(BlockEndNode<?> node) {
        return isCutOff(node) ? Optional.empty() : Optional.of(new BlockEnd(node));
    }

    /** The last end of the block that starts at that node, before or at one of the heads. */
    static Optional<BlockEnd> find(List<FlowNode> heads, String startNode) {
        FlowNode found = new DepthFirstScanner()
                .findFirstMatch(
                        heads,
                        node -> node instanceof BlockEndNode<?> end
                                && end.getStartNode().getId().equals(startNode));
        return found instanceof BlockEndNode<?> end ? of(end) : Optional.empty();
    }

    /**
     * Whether the build was given up, as when its program cannot be loaded after a crash, and did not run to its end. Then
     * its last node bears a failure that none of the nodes before it has.
     */
    static boolean isCutOff(FlowNode head) {
        return head instanceof FlowEndNode last
                && last.getError() != null
                && last.getParents().stream().allMatch(before -> before.getError() == null);
    }

    /** Why it failed, {@code null} when it succeeded. */
    @CheckForNull
    String failure() {
        ErrorAction error = end.getError();
        if (error != null) {
            return Failures.sentence(error.getError());
        }
        return end instanceof FlowEndNode last && last.getResult().isWorseThan(Result.UNSTABLE)
                ? "The build ended " + last.getResult() + "."
                : null;
    }

    /** Who aborted it, {@code null} when nobody did. */
    @CheckForNull
    Principal by() {
        ErrorAction error = end.getError();
        return error == null ? null : Failures.abortedBy(error.getError());
    }
}
