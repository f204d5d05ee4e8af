package io.jenkins.plugins.promotion.steps;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import io.jenkins.plugins.promotion.store.Application;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Asks for the promotion that a step is about, or finds that it was asked for just before a crash. */
final class PromotionRequest {
    private final PromotingStep step;
    private final StepContext context;
    private final Runnable reconsider;

    /** @param reconsider what to run whenever something has changed that may matter to the promotion */
    PromotionRequest(PromotingStep step, StepContext context, Runnable reconsider) {
        this.step = step;
        this.context = context;
        this.reconsider = reconsider;
    }

    /**
     * Makes the request, and attaches its promotion.
     *
     * <p>A program remembers a promotion before its build does, see {@link PromoteToExecution}. So one that is on record
     * for this build and that neither the build nor any other step of the program remembers was asked for by this step,
     * and nothing was begun for it, whatever it is allowed to begin. One that the build remembers and that no step looks
     * after any more has lost its step.
     */
    PromotionReference make() throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        FlowNode node = context.get(FlowNode.class);
        BlockCheck.all(run, node);
        EnvironmentName environment = EnvironmentName.of(step.getEnvironment());
        ApplicationSlots slots = ApplicationSlots.of(Application.of(run.getParent(), step.getApplication()));
        slots.environments().get(environment);
        Set<PromotionReference> cared = ofOtherSteps();
        PromotedBlocks.settleBefore(run, node);
        PromotingStep.Asked asked = step.ask(run, slots, environment, context.get(FilePath.class));
        Release release = asked.release();
        PromotionRunAction action = PromotionRunAction.of(run);
        synchronized (action) { // two branches that ask for the same are two promotions
            AbandonedPromotions.settle(slots, environment);
            action.blocks().forEach(block -> cared.add(block.promotion()));
            SlotState before = settleFailedSteps(slots, environment, action, cared, release);
            Optional<PromotionReference> there = before.open().stream()
                    .filter(promotion -> isOf(promotion, release))
                    .map(promotion -> new PromotionReference(slots.application(), promotion.id()))
                    .filter(reference -> !cared.contains(reference) && attach(slots, reference.id()))
                    .findFirst();
            PromotionReference made = there.isPresent() ? there.get() : request(slots, before, asked);
            if (asked.tag() != null) {
                slots.handle(environment, new Command.DemandTag(made.id(), asked.tag()));
            }
            return made;
        }
    }

    private PromotionReference request(ApplicationSlots slots, SlotState before, PromotingStep.Asked asked)
            throws IOException, InterruptedException {
        Instant deadline = step.getWaitTimeout() == null
                ? null
                : Instant.now()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .plus(DurationText.parse("waitTimeout", step.getWaitTimeout()));
        Command.Request request = asked.request().apply(deadline);
        for (String line : asked.lines()) {
            context.get(TaskListener.class).getLogger().println("[promotion] " + line);
        }
        SlotState after = slots.handle(before.environment(), request);
        PromotionId id = after.latest(promotion -> isOf(promotion, request.release())
                        && promotion.id().number() >= before.nextId().number())
                .orElseThrow(() -> new IllegalStateException("a request is on record"))
                .id();
        attach(slots, id);
        return new PromotionReference(slots.application(), id);
    }

    private boolean attach(ApplicationSlots slots, PromotionId id) {
        return AttachedPromotions.get().attach(slots.application(), id, reconsider);
    }

    private static boolean isOf(Promotion promotion, Release release) {
        return promotion.release().build().equals(release.build())
                && promotion.release().isSameAs(release);
    }

    /** A step of this build that could not record its end, as on a full disk, has failed, and will never do so. */
    private static SlotState settleFailedSteps(
            ApplicationSlots slots,
            EnvironmentName environment,
            PromotionRunAction action,
            Set<PromotionReference> cared,
            Release release) {
        SlotState state = slots.state(environment);
        for (Promotion promotion : state.open()) {
            PromotionReference reference = new PromotionReference(slots.application(), promotion.id());
            if (promotion.release().build().equals(release.build())
                    && action.promotions().contains(reference)
                    && !cared.contains(reference)) {
                state = slots.handle(
                        environment,
                        new Command.BuildGone(
                                promotion.id(), "Its step failed and could not record how the deployment ended."));
            }
        }
        return state;
    }

    /** What other steps of the program look after. */
    private Set<PromotionReference> ofOtherSteps() throws IOException, InterruptedException {
        Set<PromotionReference> cared = new HashSet<>();
        for (StepExecution other :
                PipelineThread.await(context.get(FlowExecution.class).getCurrentExecutions(false))) {
            if (other instanceof PromoteToExecution execution && execution.reference() != null) {
                cared.add(execution.reference());
            }
        }
        return cared;
    }
}
