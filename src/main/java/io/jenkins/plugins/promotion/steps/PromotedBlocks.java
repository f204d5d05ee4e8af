package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.run.PromotedBlock;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import io.jenkins.plugins.promotion.runtime.SlotListener;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepEnvironmentContributor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Promotions written on a line of their own: the deployment is the rest of the enclosing block, so the end of that block
 * is the end of the deployment, and what stands in it sees the variables of the promotion.
 *
 * <p>Pipeline tells of the end of a block a little later than it goes on, and after a crash in between it never does. So
 * whoever asks for the next promotion of the build, the build when it is resumed, and its end look for ends that were
 * missed.
 */
public final class PromotedBlocks {
    private PromotedBlocks() {}

    /**
     * Records the ends of blocks that lie behind a step of the same build.
     *
     * @param step one that runs now, so that all that the graph shows before it did happen
     */
    static void settleBefore(Run<?, ?> run, FlowNode step) {
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        if (action != null) {
            for (PromotedBlock block : action.blocks()) {
                if (isHolder(run, block)) {
                    BlockEnd.find(step.getParents(), block.startNode()).ifPresent(end -> record(run, block, end));
                }
            }
        }
    }

    /** Records the ends of the blocks of a build that ran to its end; of one that was given up, nothing is certain. */
    static void settleEnded(Run<?, ?> run, PromotionRunAction action, FlowExecution execution) {
        if (execution.getCurrentHeads().stream().anyMatch(BlockEnd::isCutOff)) {
            return;
        }
        for (PromotedBlock block : action.blocks()) {
            if (isHolder(run, block)) {
                BlockEnd.find(execution.getCurrentHeads(), block.startNode()).ifPresent(end -> record(run, block, end));
            }
        }
    }

    private static void record(Run<?, ?> run, PromotedBlock block, BlockEnd end) {
        if (!isHolder(run, block)) {
            return;
        }
        PromotionId id = block.promotion().id();
        SlotState after = slots(run, block)
                .handle(id.environment(), new Command.BodyEnded(id, block.token(), end.failure(), end.by(), false));
        Promotion promotion = after.find(id).orElseThrow();
        if (promotion.state() instanceof PromotionState.Over over) {
            log(run, EndOfPromotion.sentence(promotion, over));
        }
    }

    private static boolean isHolder(Run<?, ?> run, PromotedBlock block) {
        PromotionId id = block.promotion().id();
        return slots(run, block)
                .state(id.environment())
                .find(id)
                .filter(Promotion::isHolder)
                .isPresent();
    }

    private static ApplicationSlots slots(Run<?, ?> run, PromotedBlock block) {
        return ApplicationSlots.of(block.promotion().application(run));
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

    @CheckForNull
    private static Run<?, ?> run(FlowExecution execution) {
        try {
            return execution.getOwner().getExecutable() instanceof Run<?, ?> run ? run : null;
        } catch (IOException e) {
            return null; // the build is gone; whoever looks at the slot next will find that out
        }
    }

    /** Hears of the ends of blocks, on the thread of the Pipeline, as the writers of its own nodes do. */
    @Extension
    public static final class Listener implements GraphListener {
        @Override
        public void onNewHead(FlowNode node) {
            if (!(node instanceof BlockEndNode<?> end)) {
                return;
            }
            Run<?, ?> run = run(node.getExecution());
            PromotionRunAction action = run == null ? null : run.getAction(PromotionRunAction.class);
            if (action == null) {
                return;
            }
            for (PromotedBlock block : action.blocks()) {
                if (block.startNode().equals(end.getStartNode().getId())) {
                    BlockEnd.of(end).ifPresent(known -> record(run, block, known));
                }
            }
        }
    }

    /** Looks, when a build is resumed, for the ends that a crash kept from being told. */
    @Extension
    public static final class OnResume extends FlowExecutionListener {
        @Override
        public void onResumed(FlowExecution execution) {
            Run<?, ?> run = run(execution);
            PromotionRunAction action = run == null ? null : run.getAction(PromotionRunAction.class);
            if (action != null && !action.blocks().isEmpty()) {
                Workers.run(() -> settle(run, execution));
            }
        }

        private static void settle(Run<?, ?> run, FlowExecution execution) {
            try {
                for (StepExecution step : PipelineThread.await(execution.getCurrentExecutions(true))) {
                    settleBefore(run, step.getContext().get(FlowNode.class));
                }
            } catch (IOException | InterruptedException e) {
                throw new LedgerException("The ends of promoted blocks in " + run + " cannot be found.", e);
            }
        }
    }

    /** Tells the build how the verification ended that went on after the end of a block. */
    @Extension
    public static final class OnVerified implements SlotListener {
        @Override
        public void changed(ApplicationSlots slots, SlotState before, SlotState after) {
            Promotion verified = before.holder()
                    .filter(holder -> holder.state() instanceof PromotionState.Verifying)
                    .flatMap(holder -> after.find(holder.id()))
                    .orElse(null);
            if (verified != null
                    && verified.state() instanceof PromotionState.Over over
                    && !AttachedPromotions.get().isAttached(slots.application(), verified.id())) {
                PromotingBuilds.find(slots.application(), verified.release().build())
                        .filter(Run::isBuilding)
                        .ifPresent(run -> log(run, EndOfPromotion.sentence(verified, over)));
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
