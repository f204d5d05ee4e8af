package io.jenkins.plugins.promotion.steps;

import hudson.EnvVars;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * What the steps of a deployment see in their environment. A variable without a value is there and empty, where {@link
 * EnvironmentExpander#constant} would leave it out and a Groovy script fail on its name.
 */
public final class PromotionVariables extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> variables;

    /** @param variables a value for each, empty for none */
    public PromotionVariables(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
    }

    @Override
    public void expand(EnvVars environment) {
        environment.putAll(variables);
    }

    static Map<String, String> of(Effect.RunBody run) {
        List<Artifact> artifacts = run.promotion().state() instanceof PromotionState.RollingBack back
                ? back.to().release().artifacts()
                : run.promotion().release().artifacts();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PROMOTION_ID", run.id().toString());
        variables.put("PROMOTION_ENVIRONMENT", run.id().environment().value());
        variables.put("PROMOTION_VERSION", run.version());
        variables.put("PROMOTION_PREVIOUS_VERSION", run.previous() == null ? "" : run.previous());
        variables.put(
                "PROMOTION_ARTIFACT", artifacts.stream().map(Artifact::toString).collect(Collectors.joining(",")));
        variables.put("PROMOTION_MODE", run.mode().value());
        return variables;
    }
}
