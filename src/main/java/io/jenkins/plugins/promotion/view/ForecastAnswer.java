package io.jenkins.plugins.promotion.view;

import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The answer to "When could this go out?" as a page shows it.
 *
 * @param question what was asked; the page puts it back into the fields
 * @param problem why there is no answer, {@code null} when there is one
 * @param mark the answer in a word
 * @param sentence the answer
 * @param more what else is to be known, a sentence each
 * @param at the moment that was asked about, in the zone that was asked for
 * @param then the first moment at which no rule waits for the clock, {@code null} when it is no other
 * @param lines rule by rule
 */
@Restricted(NoExternalUse.class)
public record ForecastAnswer(
        Question question,
        String problem,
        Mark mark,
        String sentence,
        List<String> more,
        Moment at,
        Moment then,
        List<Line> lines) {
    /**
     * What one rule says.
     *
     * @param rule what it is called
     * @param mark what it says at the moment that was asked about
     * @param reason why
     * @param then what it says at the later moment, {@code null} where there is none
     * @param later why, {@code null} when that is the same
     */
    public record Line(String rule, Mark mark, String reason, Mark then, String later) {}

    /** No answer, and why. */
    public static ForecastAnswer problem(Question question, String problem) {
        return new ForecastAnswer(question, problem, null, null, List.of(), null, null, List.of());
    }

    /**
     * What a forecast says.
     *
     * @param question what was asked
     * @param forecast the answer
     * @param times for whom, in the zone that was asked for
     */
    public static ForecastAnswer of(Question question, Forecast forecast, Times times) {
        Instant later = forecast.passes() || forecast.at().equals(forecast.clearAt()) ? null : forecast.clearAt();
        return new ForecastAnswer(
                question.about(forecast.at()),
                null,
                mark(forecast),
                sentence(forecast, later, times),
                more(forecast, times),
                times.moment(forecast.at()),
                times.moment(later),
                forecast.findings().stream()
                        .map(finding -> line(finding, later == null ? null : forecast, times))
                        .toList());
    }

    private static Line line(Finding finding, Forecast later, Times times) {
        Optional<Finding> then = later == null
                ? Optional.empty()
                : later.then().stream()
                        .filter(other -> other.rule().equals(finding.rule()))
                        .findFirst();
        return new Line(
                finding.rule(),
                Mark.of(finding),
                times.told(finding.reason()),
                then.map(Mark::of).orElse(null),
                then.map(Finding::reason)
                        .filter(reason -> !reason.equals(finding.reason()))
                        .map(times::told)
                        .orElse(null));
    }

    private static Mark mark(Forecast forecast) {
        return isOver(forecast)
                ? Mark.of(Outcome.EXPIRED)
                : Mark.of(forecast.passes() ? Status.SATISFIED : RuleBook.worst(forecast.findings()));
    }

    private static String sentence(Forecast forecast, Instant later, Times times) {
        String at = times.moment(forecast.at()).both();
        String refusing = names(refusing(forecast.findings()));
        String refusingThen = names(refusing(forecast.then()));
        String people = names(forecast.leftToPeople());
        if (isOver(forecast)) {
            return Messages.ForecastAnswer_over(
                    at, times.moment(forecast.deadline()).both());
        } else if (forecast.passes()) {
            return Messages.ForecastAnswer_passes(at);
        } else if (!refusing.isEmpty()) {
            return Messages.ForecastAnswer_refused(at, refusing);
        } else if (!refusingThen.isEmpty()) {
            return Messages.ForecastAnswer_refusedThen(at, refusingThen);
        } else if (forecast.clearAt() == null) {
            return Messages.ForecastAnswer_never(at);
        } else if (later == null) {
            return Messages.ForecastAnswer_people(at, people);
        }
        String then = times.moment(later).both();
        return people.isEmpty()
                ? Messages.ForecastAnswer_later(at, then)
                : Messages.ForecastAnswer_laterWithPeople(at, then, people);
    }

    private static List<String> more(Forecast forecast, Times times) {
        List<String> more = new ArrayList<>();
        if (!forecast.passes()) {
            forecast.leftToPeople().stream()
                    .filter(finding -> finding.status() == Status.WAITING && finding.changesAt() == null)
                    .forEach(finding -> more.add(Messages.ForecastAnswer_left(finding.rule(), finding.who())));
        }
        if (forecast.deadline() != null && !isOver(forecast)) {
            String deadline = times.moment(forecast.deadline()).both();
            more.add(
                    forecast.expiresFirst()
                            ? Messages.ForecastAnswer_expiresFirst(deadline)
                            : Messages.ForecastAnswer_expires(deadline));
        }
        return more;
    }

    /** Whether the promotion has given up by the moment that was asked about. */
    private static boolean isOver(Forecast forecast) {
        return forecast.deadline() != null && !forecast.at().isBefore(forecast.deadline());
    }

    private static List<Finding> refusing(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.status() == Status.REFUSED)
                .toList();
    }

    private static String names(List<Finding> findings) {
        return findings.stream().map(Finding::rule).collect(Collectors.joining(", "));
    }
}
