package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The analysis of one rollout, from its first look to its last, over all steps.
 *
 * <p>At each look {@link #look} takes what came since the one before, of each metric, and says what follows. When the
 * rollout has come to its end, {@link #conclude} says the last word. {@link #state} can be taken between looks at any time;
 * an analysis made from it goes on as if nothing had happened.
 *
 * <p>The error level of the plan covers all looks of all steps, so that the weight of the canary may change between them.
 * Where the canary has all of the traffic there is nothing to compare: no look belongs there.
 *
 * <p>Not safe for use by several threads.
 */
public final class Analysis {
    private final AnalysisPlan plan;
    private final List<MetricJudge> judges = new ArrayList<>();
    private int looks;

    /** An analysis that has seen nothing yet. */
    public Analysis(AnalysisPlan plan) {
        this(plan, null);
    }

    /** An analysis as it was recorded. */
    public Analysis(AnalysisState state) {
        this(state.plan(), state);
        if (state.version() != AnalysisState.VERSION) {
            throw new InvalidValueException(
                    "version of the analysis", state.version(), "this version reads " + AnalysisState.VERSION);
        }
        looks = state.looks();
    }

    private Analysis(AnalysisPlan plan, AnalysisState state) {
        this.plan = plan;
        for (int i = 0; i < plan.metrics().size(); i++) {
            Metric metric = plan.metrics().get(i);
            judges.add(MetricJudge.of(
                    metric, plan, state == null ? null : state.metrics().get(i)));
        }
    }

    /**
     * Takes in what came since the last look, and looks.
     *
     * @param observations of each metric by its name, in the order of their intervals; a metric that is not there brought
     *     nothing, which is no error
     * @param expectedShare which share of the traffic the canary was to have, between 0 and 1; {@code null} where that is
     *     not to be checked. It is checked where events are counted or every value is there; of averages it says how noisy
     *     they are beside those of other shares
     * @throws IllegalArgumentException for an observation that does not fit the kind of its metric
     */
    public Report look(Map<String, List<Observation>> observations, Double expectedShare) {
        return lookAt(observations, metric -> expectedShare);
    }

    /**
     * The same, where it depends on the metric whether its numbers tell the share of the traffic.
     *
     * @param expectedShare of a metric, {@code null} where it is not to be checked, or nobody knows it
     */
    public Report lookAt(Map<String, List<Observation>> observations, Function<Metric, Double> expectedShare) {
        looks++;
        for (MetricJudge judge : judges) {
            judge.look(
                    observations.getOrDefault(judge.metric().name(), List.of()), expectedShare.apply(judge.metric()));
        }
        return report(false);
    }

    /** What is said as things stand, between two looks. It changes nothing. */
    public Report standing() {
        return report(false);
    }

    /** What follows when a step, or all of it, has had its last look. It changes nothing. */
    public Report conclude() {
        return report(true);
    }

    private Report report(boolean atEnd) {
        List<MetricVerdict> verdicts =
                judges.stream().map(judge -> judge.verdict(atEnd)).toList();
        return Summary.of(looks, verdicts, atEnd);
    }

    /** How many looks there were. */
    public int looks() {
        return looks;
    }

    /** What it judges by. */
    public AnalysisPlan plan() {
        return plan;
    }

    /** What has to be recorded. */
    public AnalysisState state() {
        return new AnalysisState(
                AnalysisState.VERSION,
                plan,
                looks,
                judges.stream().map(MetricJudge::state).toList());
    }
}
