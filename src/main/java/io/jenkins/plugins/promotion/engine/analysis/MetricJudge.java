package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Settings;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges one metric. What all judges share is here: what counts as a look, and in which order reasons weigh.
 *
 * <p>Harm that is established fails whatever else is wrong; after that, whatever forbids to call it measured keeps it from
 * passing.
 */
abstract sealed class MetricJudge permits SamplesJudge, RateJudge, SeriesJudge, ThresholdJudge, WindowJudge {
    private static final double HALF = 0.5;

    private final Metric metric;
    private final Tally tally;
    private double share = HALF;

    MetricJudge(Metric metric) {
        this.metric = metric;
        tally = new Tally(metric.enough(), metric.kind() != MetricKind.THRESHOLD);
    }

    static MetricJudge of(Metric metric, AnalysisPlan plan, MetricState state) {
        double level = plan.level(metric);
        int looks = plan.looks();
        MetricJudge judge =
                switch (metric.kind()) {
                    case THRESHOLD -> new ThresholdJudge(metric);
                    case RATE -> new RateJudge(metric, level, looks, state);
                    case SAMPLES ->
                        metric.judge() == Judge.WINDOW
                                ? new WindowJudge(metric, level, plan.conclusions(), state)
                                : new SamplesJudge(metric, level, looks, state);
                    case SERIES ->
                        metric.judge() == Judge.WINDOW
                                ? new WindowJudge(metric, level, plan.conclusions(), state)
                                : new SeriesJudge(metric, level, looks, state);
                };
        if (state != null) {
            judge.tally().restore(state.tally());
        }
        return judge;
    }

    /** What a test against harm on that side is told. */
    static Settings settings(Metric metric, double level, int looks, Side harmful) {
        return new Settings(
                looks,
                level / metric.direction().harmful().size(),
                metric.earlyPass() ? List.of(harmful, harmful.opposite()) : List.of(harmful));
    }

    /** The tolerance as it is applied to the baseline where harm lies on that side. */
    static double tolerance(Metric metric, Side harmful) {
        return harmful.sign() * metric.tolerance();
    }

    /** Takes in what came since the last look, and looks. */
    final void look(List<Observation> observations, Double expectedShare) {
        share = expectedShare == null || !(expectedShare > 0 && expectedShare < 1) ? HALF : expectedShare;
        boolean answered = false;
        for (Observation observation : observations) {
            if (observation instanceof Observation.Failed failed) {
                tally.failed(failed.message());
            } else {
                take(observation);
                answered = true;
            }
        }
        if (answered) {
            tally.answered(countsTraffic() ? expectedShare : null);
            lookAtIt();
        }
    }

    /** Whether what a side brings grows with its share of the traffic; an average a side and a level do not. */
    private boolean countsTraffic() {
        return metric.kind() == MetricKind.RATE || metric.kind() == MetricKind.SAMPLES;
    }

    /** Takes in one interval. */
    abstract void take(Observation observation);

    /** Looks at what was taken in. */
    abstract void lookAtIt();

    /** Whether harm is established, and why. */
    abstract Optional<Reason> harm(boolean atEnd);

    /** Whether harm beyond the tolerance is excluded. */
    abstract boolean harmIsExcluded();

    abstract Evidence evidence();

    abstract MetricState state();

    /** What people should know besides. */
    List<String> warnings() {
        return List.of();
    }

    final MetricVerdict verdict(boolean atEnd) {
        Optional<Reason> harm = harm(atEnd);
        Optional<Reason> guard = tally.guard(atEnd);
        Evidence evidence = evidence();
        Reason reason;
        if (harm.isPresent()) {
            reason = harm.get();
        } else if (guard.isPresent()) {
            reason = guard.get();
        } else if (metric.earlyPass() && harmIsExcluded()) {
            reason = Reason.HARM_EXCLUDED;
        } else {
            reason = atEnd ? Reason.NO_HARM_FOUND : Reason.UNDECIDED;
        }
        boolean decided = atEnd || reason.outcome() == Outcome.PASS || reason.outcome() == Outcome.FAIL;
        return new MetricVerdict(
                metric.name(),
                metric.critical(),
                decided ? reason.outcome() : Outcome.CONTINUE,
                reason,
                Sentences.of(metric, reason, evidence, tally),
                evidence,
                new ArrayList<>(warnings()));
    }

    /** Which share of the traffic the canary was to have when this came in; a half where nobody said. */
    final double share() {
        return share;
    }

    final Metric metric() {
        return metric;
    }

    final Tally tally() {
        return tally;
    }
}
