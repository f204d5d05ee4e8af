package io.jenkins.plugins.promotion.job;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.FormAnswer;
import org.kohsuke.stapler.HttpResponse;

/** What people stop on the page of a history, and what they let go on. */
final class HistoryDecisions {
    private static final String PAGE = "index.jelly";

    private final ReleaseHistoryAction action;
    private final ApplicationSlots slots;
    private final Decisions decisions;

    HistoryDecisions(ReleaseHistoryAction action, ApplicationSlots slots, Decisions decisions) {
        this.action = action;
        this.slots = slots;
        this.decisions = decisions;
    }

    /** @param back {@code job} to go on to the page of the job instead of the history */
    HttpResponse hold(String environment, String reason, String back) {
        return FormAnswer.to(action, PAGE, "hold", environment, reason, () -> {
            decisions.hold(environment(environment), reason);
            return next(back);
        });
    }

    HttpResponse liftHold(String environment, String reason, String back) {
        return FormAnswer.to(action, PAGE, "liftHold", environment, reason, () -> {
            decisions.liftHold(environment(environment), reason);
            return next(back);
        });
    }

    HttpResponse quarantine(String promotion, String reason) {
        return FormAnswer.to(action, "quarantining.jelly", "quarantine", promotion, reason, () -> {
            PromotionId id = PromotionId.parse(promotion);
            decisions.quarantine(id.environment(), release(id), reason);
            return next(null);
        });
    }

    HttpResponse liftQuarantine(String environment, String release, String reason) {
        return FormAnswer.to(action, PAGE, "liftQuarantine", environment + " " + release, reason, () -> {
            decisions.liftQuarantine(environment(environment), Util.fixNull(release), reason);
            return next(null);
        });
    }

    /** Unknown ones are told to those who could act only, so that nobody else learns which there are. */
    private EnvironmentName environment(String name) {
        EnvironmentName asked = EnvironmentName.of(name);
        return !decisions.may(PromotionPermissions.ROLLBACK) || slots.names().contains(asked)
                ? asked
                : slots.environments().get(asked).name();
    }

    private Release release(PromotionId id) {
        return slots.state(id.environment())
                .find(id)
                .map(Promotion::release)
                .orElseThrow(() -> new NotPossibleException(Messages.QuarantineQuestion_unknown(id)));
    }

    private String next(String back) {
        String job = action.getItem().getUrl();
        return "job".equals(back) ? job : job + ReleaseHistoryAction.URL + "/";
    }
}
