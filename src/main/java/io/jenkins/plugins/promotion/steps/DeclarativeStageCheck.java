package io.jenkins.plugins.promotion.steps;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.ExecutionModelAction;
import org.jenkinsci.plugins.pipeline.modeldefinition.ast.ModelASTStage;
import org.jenkinsci.plugins.pipeline.modeldefinition.ast.ModelASTStages;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * Declarative evaluates the {@code when} of a stage inside of the options of the stage, unless told otherwise. Then a stage
 * that is skipped would count as a deployment that succeeded, so such a stage is refused.
 */
@Extension(optional = true)
public final class DeclarativeStageCheck implements BlockCheck {
    @Override
    public void check(Run<?, ?> run, FlowNode step) {
        ExecutionModelAction model = run.getAction(ExecutionModelAction.class);
        if (model == null) {
            return;
        }
        String name = stageName(step);
        boolean skippable = model.getStagesList().stream()
                .flatMap(DeclarativeStageCheck::all)
                .anyMatch(stage -> stage.getName().equals(name) && mayBeSkippedInside(stage));
        if (skippable) {
            throw new InvalidValueException(
                    "stage",
                    name,
                    "its 'when' would be evaluated after the promotion, and a skipped stage deploys nothing:"
                            + " add 'beforeOptions true' to the 'when' of stage '" + name + "'");
        }
    }

    private static boolean mayBeSkippedInside(ModelASTStage stage) {
        return stage.getOptions() != null
                && stage.getOptions().getOptions().stream()
                        .anyMatch(option -> option.getName().equals(PromoteToVariable.NAME)
                                || option.getName().equals(RollbackToStep.FUNCTION))
                && stage.getWhen() != null
                && !Boolean.TRUE.equals(stage.getWhen().getBeforeOptions());
    }

    private static Stream<ModelASTStage> all(ModelASTStages stages) {
        return stages.getStages().stream().flatMap(DeclarativeStageCheck::all);
    }

    private static Stream<ModelASTStage> all(ModelASTStage stage) {
        List<ModelASTStage> parallel = stage.getParallelContent();
        return Stream.of(
                        Stream.of(stage),
                        stage.getStages() == null ? Stream.<ModelASTStage>empty() : all(stage.getStages()),
                        parallel == null
                                ? Stream.<ModelASTStage>empty()
                                : parallel.stream().flatMap(DeclarativeStageCheck::all))
                .flatMap(stages -> stages);
    }

    private static String stageName(FlowNode step) {
        for (BlockStartNode block : step.iterateEnclosingBlocks()) {
            LabelAction label = block.getAction(LabelAction.class);
            if (label != null && block.getAction(ThreadNameAction.class) == null) {
                return label.getDisplayName();
            }
        }
        return null;
    }
}
