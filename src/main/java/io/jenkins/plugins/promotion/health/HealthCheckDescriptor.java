package io.jenkins.plugins.promotion.health;

import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.QueryParameter;

/** What the forms of all checks have in common. */
public abstract class HealthCheckDescriptor extends Descriptor<HealthCheck> implements CustomDescribableModel {
    /** Whether it is a duration. */
    public FormValidation doCheckTime(@QueryParameter String value) {
        return duration("time", value);
    }

    static FormValidation duration(String field, String value) {
        return optional(value, text -> DurationText.parse(field, text));
    }

    /** Looks at a value unless it is empty. It reveals nothing but what is allowed. */
    static FormValidation optional(String value, java.util.function.Consumer<String> check) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            return FormValidation.ok();
        }
        try {
            check.accept(text);
            return FormValidation.ok();
        } catch (InvalidValueException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** In a Jenkinsfile a number need not be written as a text: {@code below: 0.01}. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> texts = new LinkedHashMap<>(arguments);
        texts.replaceAll((field, value) -> value instanceof Number ? value.toString() : value);
        return texts;
    }

    /** Snippets have their parameters in the order of the alphabet. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable check) {
        UninstantiatedDescribable sorted =
                new UninstantiatedDescribable(check.getSymbol(), check.getKlass(), new TreeMap<>(check.getArguments()));
        sorted.setModel(check.getModel());
        return sorted;
    }
}
