package io.jenkins.plugins.promotion.rollout;

import io.jenkins.plugins.promotion.engine.rollout.Phase;
import io.jenkins.plugins.promotion.engine.rollout.RolloutEffect;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.rollout.Strategy;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one run of the body where a promotion brings a release back: it gets everything at once, nothing bakes or looks. */
final class WholeRun {
    /** Of that run; those of rollouts are numbers of records. */
    static final long TOKEN = -1;

    static final String SENTENCE = "A release is brought back: it gets weight 100 at once.";

    private WholeRun() {}

    /** Whether the promotion goes back at present. */
    static boolean isOne(Promotion promotion) {
        return promotion.requested().kind() == Kind.ROLLBACK
                || !(promotion.state() instanceof PromotionState.Deploying);
    }

    static Map<String, String> variables(RolloutPlan plan) {
        Phase phase = plan.strategy() == Strategy.BLUE_GREEN ? Phase.SWITCH : Phase.SHIFT;
        return canary(RolloutPlan.ALL, 1, phase);
    }

    /** Those of a run for one weight. */
    static Map<String, String> variables(RolloutEffect.RunBody body) {
        Map<String, String> variables = canary(body.weight(), body.step(), body.phase());
        if (body.back()) {
            variables.put("PROMOTION_MODE", "rollback");
        }
        return variables;
    }

    /** What the steps of a body see beside the variables of the promotion. */
    private static Map<String, String> canary(int weight, int step, Phase phase) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CANARY_WEIGHT", String.valueOf(weight));
        variables.put("CANARY_STEP", String.valueOf(step));
        variables.put("CANARY_PHASE", phase.word());
        return variables;
    }
}
