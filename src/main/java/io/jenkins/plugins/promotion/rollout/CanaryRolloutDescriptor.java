package io.jenkins.plugins.promotion.rollout;

import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.rollout.OnInconclusive;
import io.jenkins.plugins.promotion.engine.rollout.RolloutWords;
import io.jenkins.plugins.promotion.engine.rollout.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How the step is found and offered. */
public abstract class CanaryRolloutDescriptor extends StepDescriptor implements CustomDescribableModel {
    private static final String ANALYSIS = "analysis";
    private static final String INLINE = "inline";

    @Override
    public String getFunctionName() {
        return CanaryRolloutStep.FUNCTION;
    }

    @Override
    public String getDisplayName() {
        return Messages.CanaryRolloutStep_displayName();
    }

    @Override
    public boolean takesImplicitBlockArgument() {
        return true;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /** Where the name of an analysis is expected, an analysis may stand itself. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        if (all.get(ANALYSIS) instanceof UninstantiatedDescribable && !all.containsKey(INLINE)) {
            all.put(INLINE, all.remove(ANALYSIS));
        }
        return all;
    }

    /** The same backwards, and in the order of the alphabet. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable step) {
        Map<String, Object> all = new TreeMap<>(step.getArguments());
        if (all.get(INLINE) != null && all.get(ANALYSIS) == null) {
            all.put(ANALYSIS, all.remove(INLINE));
        }
        UninstantiatedDescribable moved = new UninstantiatedDescribable(step.getSymbol(), step.getKlass(), all);
        moved.setModel(step.getModel());
        return moved;
    }

    /** How an analysis is defined that stands in the Jenkinsfile. */
    public List<Descriptor<?>> getInlineDescriptors() {
        List<Descriptor<?>> found = new ArrayList<>();
        for (Descriptor<?> each : ExtensionList.lookup(Descriptor.class)) {
            if (InlineAnalysis.class.isAssignableFrom(each.clazz)) {
                found.add(each);
            }
        }
        return found;
    }

    /** Canary, rolling or blue/green. */
    public ListBoxModel doFillStrategyItems() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.CanaryRolloutStep_strategy_canary(), Strategy.CANARY.word());
        model.add(Messages.CanaryRolloutStep_strategy_rolling(), Strategy.ROLLING.word());
        model.add(Messages.CanaryRolloutStep_strategy_blueGreen(), Strategy.BLUE_GREEN.word());
        return model;
    }

    /** Pause, fail or pass. */
    public ListBoxModel doFillOnInconclusiveItems() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.CanaryRolloutStep_onInconclusive_pause(), OnInconclusive.PAUSE.word());
        model.add(Messages.CanaryRolloutStep_onInconclusive_fail(), OnInconclusive.FAIL.word());
        model.add(Messages.CanaryRolloutStep_onInconclusive_pass(), OnInconclusive.PASS.word());
        return model;
    }

    /** The analyses that this job may use. */
    @POST
    public ComboBoxModel doFillAnalysisItems(@AncestorInPath Item item) {
        ComboBoxModel model = new ComboBoxModel();
        if (item != null && item.hasPermission(Item.CONFIGURE)) {
            model.addAll(names(item));
        }
        return model;
    }

    /** Whether the analysis exists for this job. */
    @POST
    public FormValidation doCheckAnalysis(@AncestorInPath Item item, @QueryParameter String value) {
        String name = Util.fixEmptyAndTrim(value);
        if (name == null || item == null || !item.hasPermission(Item.CONFIGURE)) {
            return FormValidation.ok();
        }
        List<String> known = names(item);
        return known.contains(name)
                ? FormValidation.ok()
                : FormValidation.error(new InvalidValueException(
                                "analysis",
                                name,
                                known.isEmpty()
                                        ? "no analysis is defined for this job"
                                        : "it takes one of " + String.join(", ", known))
                        .getMessage());
    }

    private static List<String> names(Item item) {
        return AnalysisProvider.get().map(provider -> provider.names(item)).orElse(List.of());
    }

    /** Whether they are weights, or none where the strategy has phases. */
    public FormValidation doCheckSteps(@QueryParameter String value, @QueryParameter String strategy) {
        return check("steps", new RolloutWords(strategy, value, null, null, null, null));
    }

    /** Whether it is a duration, or one for each step. */
    public FormValidation doCheckBake(
            @QueryParameter String value, @QueryParameter String strategy, @QueryParameter String steps) {
        return check("bake", new RolloutWords(strategy, steps, value, null, null, null));
    }

    /** Whether it is a duration. */
    public FormValidation doCheckInterval(@QueryParameter String value) {
        return check("interval", new RolloutWords(null, null, null, value, null, null));
    }

    /** What is wrong with this field; what is wrong with another is said there. */
    private static FormValidation check(String field, RolloutWords words) {
        try {
            words.plan();
            return FormValidation.ok();
        } catch (InvalidValueException e) {
            return e.field().equals(field) ? FormValidation.error(e.getMessage()) : FormValidation.ok();
        }
    }
}
