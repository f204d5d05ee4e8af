package io.jenkins.plugins.promotion.config;

import hudson.model.Descriptor;
import hudson.model.Items;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Lists of definitions: where they come from, and what they say. */
final class Definitions {
    /** The field that holds the list. */
    static final String FIELD = "environments";

    private Definitions() {}

    /** Those of a controller where nothing is configured. */
    static List<EnvironmentDefinition> builtIn() {
        EnvironmentDefinition production = new EnvironmentDefinition("production");
        production.setOrder(new OrderDefinition(List.of("staging")));
        production.setApprovals(List.of(new ApprovalDefinition()));
        return List.of(new EnvironmentDefinition("development"), new EnvironmentDefinition("staging"), production);
    }

    /**
     * What the definitions say.
     *
     * @throws IllegalArgumentException naming the environment, the field, the value and what is allowed
     */
    static List<Environment> toEnvironments(List<EnvironmentDefinition> definitions) {
        List<Environment> environments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (EnvironmentDefinition definition : definitions) {
            String place = "environment number " + (environments.size() + 1);
            try {
                new EnvironmentRules(definition).check();
                Environment environment = definition.toEnvironment();
                if (!names.add(environment.name().key())) {
                    throw new InvalidValueException(
                            "name", environment.name(), "a name can be used once, ignoring case");
                }
                environments.add(environment);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
            }
        }
        return environments;
    }

    /** The definitions in a submitted form, in order. */
    static List<EnvironmentDefinition> bind(StaplerRequest2 request, JSONObject form) {
        List<EnvironmentDefinition> definitions = new ArrayList<>();
        for (Object each : JSONArray.fromObject(form.has(FIELD) ? form.get(FIELD) : new JSONArray())) {
            definitions.add(Descriptor.bindJSON(request, EnvironmentDefinition.class, (JSONObject) each));
        }
        return definitions;
    }

    /** Whether both lists say the same in the same words. */
    static boolean same(List<EnvironmentDefinition> first, List<EnvironmentDefinition> second) {
        return xml(first).equals(xml(second));
    }

    private static String xml(List<EnvironmentDefinition> definitions) {
        return Items.XSTREAM2.toXML(new ArrayList<>(definitions));
    }
}
