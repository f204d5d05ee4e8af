package io.jenkins.plugins.promotion.steps;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.config.ConfiguredEnvironments;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of steps that ask for a promotion have in common. */
public abstract class PromotingDescriptor extends StepDescriptor {
    @Override
    public boolean takesImplicitBlockArgument() {
        return true;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /** The environments that this job may use. */
    @POST
    public ComboBoxModel doFillEnvironmentItems(@AncestorInPath Item item) {
        ComboBoxModel model = new ComboBoxModel();
        if (item != null && item.hasPermission(Item.CONFIGURE)) {
            ConfiguredEnvironments.of(item)
                    .all()
                    .forEach(one -> model.add(one.name().value()));
        }
        return model;
    }

    /** Whether the environment exists for this job. */
    @POST
    public FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
        if (item == null || !item.hasPermission(Item.CONFIGURE)) {
            return FormValidation.ok();
        }
        return FieldCheck.of(() -> ConfiguredEnvironments.of(item).get(EnvironmentName.of(value)));
    }

    /** Whether it is a duration. */
    public FormValidation doCheckWaitTimeout(@QueryParameter String value) {
        return FieldCheck.optional(value, text -> DurationText.parse("waitTimeout", text));
    }
}
