package io.jenkins.plugins.promotion.gate;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.QueryParameter;

/** How both forms of the step are offered. */
public abstract class GateStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    private static final String CHECKS = "checks";

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /** One check need not stand in a list. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        Object given = all.getOrDefault(CHECKS, List.of());
        all.put(CHECKS, given instanceof List<?> ? given : List.of(given));
        return all;
    }

    /** The same backwards, and in the order of the alphabet. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable step) {
        Map<String, Object> all = new TreeMap<>(step.getArguments());
        if (all.get(CHECKS) instanceof List<?> list && list.size() == 1) {
            all.put(CHECKS, list.get(0));
        } else if (all.get(CHECKS) instanceof List<?> list && list.isEmpty()) {
            all.remove(CHECKS);
        }
        UninstantiatedDescribable unwrapped = new UninstantiatedDescribable(step.getSymbol(), step.getKlass(), all);
        unwrapped.setModel(step.getModel());
        return unwrapped;
    }

    /** Fail, mark or go on. */
    public ListBoxModel doFillOnFailureItems() {
        return Answer.choices();
    }

    /** Fail, mark or go on. */
    public ListBoxModel doFillOnInconclusiveItems() {
        return Answer.choices();
    }

    /** Fail, mark or go on. */
    public ListBoxModel doFillOnErrorItems() {
        return Answer.choices();
    }

    /** Whether it is a duration. */
    public FormValidation doCheckInterval(@QueryParameter String value) {
        return duration("interval", value);
    }

    /** Whether it is a duration. */
    public FormValidation doCheckTimeout(@QueryParameter String value) {
        return duration("timeout", value);
    }

    /** Whether it is a duration. */
    public FormValidation doCheckInitialDelay(@QueryParameter String value) {
        return duration("initialDelay", value);
    }

    /** Whether it is a duration. */
    public FormValidation doCheckSoak(@QueryParameter String value) {
        return duration("soak", value);
    }

    private static FormValidation duration(String field, String value) {
        return FieldCheck.optional(value, text -> DurationText.parse(field, text));
    }
}
