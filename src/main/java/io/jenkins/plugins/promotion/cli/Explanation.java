package io.jenkins.plugins.promotion.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is answered to whoever asks ahead.
 *
 * @param promotion the promotion that waits with this release, {@code null} when nobody has asked for it
 */
record Explanation(
        String application,
        EnvironmentName environment,
        String version,
        @CheckForNull PromotionId promotion,
        At moment,
        Forecast forecast) {
    /** The same for programs; {@code clearAt} is {@code null} when no moment is in sight. */
    record Data(
            String application,
            String environment,
            String version,
            String promotion,
            Instant at,
            boolean passes,
            List<Finding> findings,
            Instant clearAt,
            boolean expiresFirst,
            List<Finding> leftToPeople) {}

    Data data() {
        return new Data(
                application,
                environment.value(),
                version,
                promotion == null ? null : promotion.toString(),
                moment.at(),
                forecast.passes(),
                forecast.findings(),
                forecast.clearAt(),
                forecast.expiresFirst(),
                forecast.leftToPeople());
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String when = moment.zone().readable(moment.at());
        lines.add(
                forecast.passes()
                        ? Messages.Explanation_yes(version, application, environment, when)
                        : Messages.Explanation_no(version, application, environment, when));
        if (promotion != null) {
            lines.add(Messages.Explanation_waits(promotion));
        }
        for (Finding finding : forecast.findings()) {
            lines.add(Lines.finding(finding));
            lines.addAll(finding.details());
        }
        lines.add(next());
        return lines;
    }

    private String next() {
        String people = forecast.leftToPeople().stream()
                .map(finding -> finding.rule() + " (" + finding.who() + ")")
                .collect(Collectors.joining(", "));
        String left = people.isEmpty() ? "" : " " + Messages.Explanation_people(people);
        if (forecast.clearAt() == null) {
            return Messages.Explanation_never() + left;
        }
        String clear = moment.zone().readable(forecast.clearAt());
        String then = !forecast.clearAt().equals(moment.at())
                ? Messages.Explanation_next(clear)
                : forecast.passes() ? Messages.Explanation_then() : Messages.Explanation_notForTheClock();
        return then
                + left
                + (forecast.expiresFirst()
                        ? " " + Messages.Explanation_expires(moment.zone().readable(forecast.deadline()))
                        : "");
    }
}
