package io.jenkins.plugins.promotion.health;

import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.form.TextArguments;
import org.kohsuke.stapler.QueryParameter;

/** What the forms of all checks have in common. */
public abstract class HealthCheckDescriptor extends Descriptor<HealthCheck> implements TextArguments {
    /** Whether it is a duration. */
    public FormValidation doCheckTime(@QueryParameter String value) {
        return duration("time", value);
    }

    static FormValidation duration(String field, String value) {
        return FieldCheck.optional(value, text -> DurationText.parse(field, text));
    }
}
