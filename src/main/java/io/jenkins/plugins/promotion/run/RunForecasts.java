package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.view.ForecastAnswer;
import io.jenkins.plugins.promotion.view.Question;
import io.jenkins.plugins.promotion.view.Times;
import java.time.ZoneId;
import java.util.Objects;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** Answers on the page of a build when one of its promotions that waits could go out. */
final class RunForecasts {
    private final PromotionRunAction action;

    RunForecasts(PromotionRunAction action) {
        this.action = action;
    }

    /** What the parameters of the present request ask of a card, {@code null} when they ask nothing of it. */
    @CheckForNull
    ForecastAnswer requested(EnvironmentCard card) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String at = request.getParameter("at");
        String application = card.application() == null ? "" : card.application();
        return at != null
                        && card.id().equals(request.getParameter("promotion"))
                        && application.equals(Objects.toString(request.getParameter("application"), ""))
                ? answer(card.id(), card.application(), at, request.getParameter("zone"))
                : null;
    }

    ForecastAnswer answer(String promotion, String application, String at, String zone) {
        Times times = Times.ofRequest(zone);
        Question question = Question.of(at, zone, times);
        try {
            RecordedPromotion recorded = RecordedPromotion.of(action.run(), action.find(promotion, application));
            if (recorded instanceof RecordedPromotion.Unreadable unreadable) {
                return ForecastAnswer.problem(question, unreadable.problem());
            }
            RecordedPromotion.Readable readable = (RecordedPromotion.Readable) recorded;
            if (!readable.promotion().isWaiting()) {
                return ForecastAnswer.problem(question, Messages.RunForecasts_over());
            }
            return ForecastAnswer.of(
                    question, readable.forecast(question.moment(readable.now())), times.in(ZoneId.of(question.zone())));
        } catch (NotPossibleException | InvalidValueException e) {
            return ForecastAnswer.problem(question, e.getMessage());
        }
    }
}
