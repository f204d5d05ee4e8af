package io.jenkins.plugins.promotion.engine.analysis;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What follows for the rollout from what is said of each metric. */
final class Summary {
    private Summary() {}

    /**
     * A critical metric that fails decides at once; so do all metrics together when each has passed. At the end, what a
     * critical metric could not say, or a metric that is not critical and fails, leaves it to a person; and a rollout of
     * which nothing was measured has not passed.
     */
    static Report of(int look, List<MetricVerdict> verdicts, boolean atEnd) {
        if (any(verdicts, verdict -> verdict.critical() && verdict.outcome() == Outcome.FAIL)) {
            return report(
                    look, Outcome.FAIL, verdicts, verdict -> verdict.critical() && verdict.outcome() == Outcome.FAIL);
        } else if (!atEnd) {
            boolean all = verdicts.stream().allMatch(verdict -> verdict.outcome() == Outcome.PASS);
            return report(
                    look,
                    all ? Outcome.PASS : Outcome.CONTINUE,
                    verdicts,
                    verdict -> all || verdict.outcome() != Outcome.PASS);
        } else if (any(verdicts, verdict -> verdict.critical() && verdict.outcome() == Outcome.ERROR)) {
            return report(
                    look, Outcome.ERROR, verdicts, verdict -> verdict.critical() && verdict.outcome() == Outcome.ERROR);
        } else if (any(verdicts, Summary::isOpen)) {
            return report(look, Outcome.INCONCLUSIVE, verdicts, Summary::isOpen);
        } else if (verdicts.stream().noneMatch(verdict -> verdict.outcome() == Outcome.PASS)) {
            return report(look, Outcome.INCONCLUSIVE, verdicts, verdict -> true);
        }
        return report(look, Outcome.PASS, verdicts, verdict -> verdict.outcome() == Outcome.PASS);
    }

    private static boolean isOpen(MetricVerdict verdict) {
        return verdict.critical() ? verdict.outcome() == Outcome.INCONCLUSIVE : verdict.outcome() == Outcome.FAIL;
    }

    private static boolean any(List<MetricVerdict> verdicts, Predicate<MetricVerdict> which) {
        return verdicts.stream().anyMatch(which);
    }

    private static Report report(
            int look, Outcome outcome, List<MetricVerdict> verdicts, Predicate<MetricVerdict> why) {
        String sentence = verdicts.stream()
                .filter(why)
                .map(verdict -> verdict.metric() + ": " + verdict.sentence())
                .collect(Collectors.joining(" "));
        return new Report(look, outcome, sentence, verdicts);
    }
}
