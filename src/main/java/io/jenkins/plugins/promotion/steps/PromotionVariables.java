package io.jenkins.plugins.promotion.steps;

import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the steps of a deployment see in their environment. */
final class PromotionVariables {
    private PromotionVariables() {}

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
