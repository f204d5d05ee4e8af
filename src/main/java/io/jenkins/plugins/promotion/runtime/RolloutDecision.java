package io.jenkins.plugins.promotion.runtime;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import java.util.Locale;
import java.util.Optional;

/** What a person may do to a rollout that is under way. */
public enum RolloutDecision {
    /** It stops where it is. */
    PAUSE(RolloutCommand.Pause::new),
    /** It goes on. */
    RESUME(RolloutCommand.Resume::new),
    /** The present step ends before its time. */
    SKIP(RolloutCommand.Skip::new),
    /** The release loses what it has. */
    BACK(RolloutCommand.Back::new);

    private final Form form;

    @FunctionalInterface
    private interface Form {
        RolloutCommand command(PromotionId id, String rollout, Principal by, String reason);
    }

    RolloutDecision(Form form) {
        this.form = form;
    }

    /** By its name, in whatever letters. */
    public static Optional<RolloutDecision> named(String name) {
        for (RolloutDecision each : values()) {
            if (each.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    RolloutCommand command(PromotionId id, String rollout, Principal by, String reason) {
        return form.command(id, rollout, by, reason);
    }
}
