package io.jenkins.plugins.promotion.run;

import hudson.EnvVars;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The promotion whose deployment a step stands in. */
public final class EnclosingPromotion {
    private EnclosingPromotion() {}

    /** The reference, empty outside of a deployment. For workers only: it reads the ledger. */
    public static Optional<PromotionReference> find(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        EnvVars variables = context.get(EnvVars.class);
        String id = variables == null ? null : variables.get("PROMOTION_ID");
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        if (id == null || action == null) {
            return Optional.empty();
        }
        List<PromotionReference> latestFirst = new ArrayList<>(action.promotions());
        Collections.reverse(latestFirst);
        return latestFirst.stream()
                .filter(reference -> reference.id().toString().equals(id))
                .filter(reference -> promotion(run, reference)
                        .filter(promotion -> promotion.startedAt() != null && promotion.outcome() == null)
                        .isPresent())
                .findFirst();
    }

    /** What the ledger has of it. */
    public static Optional<Promotion> promotion(Run<?, ?> run, PromotionReference reference) {
        return ApplicationSlots.of(reference.application(run))
                .state(reference.id().environment())
                .find(reference.id());
    }
}
