package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.run.PromotedBlock;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepEnvironmentContributor;

/**
 * Promotions written on a line of their own: the deployment is the rest of the enclosing block, so the end of that block
 * is the end of the deployment, and what stands in it sees the variables of the promotion.
 */
public final class PromotedBlocks {
    private PromotedBlocks() {}

    /**
     * Records how a deployment ended whose block has ended. It runs on the thread of the Pipeline, as the writes of its own
     * nodes do: no step behind the block may begin before the end is on record.
     *
     * @param failure why, {@code null} when it succeeded
     * @param by who aborted it, {@code null} when nobody did
     */
    static void end(Run<?, ?> run, PromotedBlock block, @CheckForNull String failure, @CheckForNull Principal by) {
        ApplicationSlots slots = ApplicationSlots.of(block.promotion().application(run));
        PromotionId id = block.promotion().id();
        if (slots.state(id.environment()).find(id).filter(Promotion::isHolder).isEmpty()) {
            return;
        }
        SlotState after = slots.handle(id.environment(), new Command.BodyEnded(id, block.token(), failure, by, false));
        Promotion promotion = after.find(id).orElseThrow();
        if (promotion.state() instanceof PromotionState.Over over) {
            log(run, EndOfPromotion.sentence(promotion, over));
        }
    }

    private static void log(Run<?, ?> run, String sentence) {
        if (run instanceof FlowExecutionOwner.Executable executable) {
            try {
                FlowExecutionOwner owner = executable.asFlowExecutionOwner();
                PrintStream log = owner == null ? null : owner.getListener().getLogger();
                if (log != null) {
                    log.println("[promotion] " + sentence);
                }
            } catch (IOException e) {
                throw new LedgerException("The log of " + run + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** Hears of the ends of blocks. */
    @Extension
    public static final class Listener implements GraphListener {
        @Override
        public void onNewHead(FlowNode node) {
            if (!(node instanceof BlockEndNode<?> end)) {
                return;
            }
            Run<?, ?> run = run(node);
            PromotionRunAction action = run == null ? null : run.getAction(PromotionRunAction.class);
            if (action == null) {
                return;
            }
            for (PromotedBlock block : action.blocks()) {
                if (block.startNode().equals(end.getStartNode().getId())) {
                    end(run, block, failure(node), by(node));
                }
            }
        }

        @CheckForNull
        private static String failure(FlowNode end) {
            ErrorAction error = end.getError();
            if (error != null) {
                return Failures.sentence(error.getError());
            }
            if (end instanceof FlowEndNode last && last.getResult().isWorseThan(Result.UNSTABLE)) {
                return "The build ended " + last.getResult() + ".";
            }
            return null;
        }

        @CheckForNull
        private static Principal by(FlowNode end) {
            ErrorAction error = end.getError();
            return error == null ? null : Failures.abortedBy(error.getError());
        }

        @CheckForNull
        private static Run<?, ?> run(FlowNode node) {
            try {
                return node.getExecution().getOwner().getExecutable() instanceof Run<?, ?> run ? run : null;
            } catch (IOException e) {
                return null; // the build is gone; whoever looks at the slot next will find that out
            }
        }
    }

    /** Shows the variables of a promotion to the steps of its block. */
    @Extension
    public static final class Variables extends StepEnvironmentContributor {
        @Override
        public void buildEnvironmentFor(StepContext context, EnvVars variables, TaskListener listener)
                throws IOException, InterruptedException {
            Run<?, ?> run = context.get(Run.class);
            PromotionRunAction action = run == null ? null : run.getAction(PromotionRunAction.class);
            if (action == null || action.blocks().isEmpty()) {
                return;
            }
            FlowNode step = context.get(FlowNode.class);
            List<String> enclosing = step == null ? List.of() : step.getAllEnclosingIds();
            for (PromotedBlock block : action.blocks()) {
                if (enclosing.contains(block.startNode())) {
                    variables.putAll(block.variables());
                }
            }
        }
    }
}
