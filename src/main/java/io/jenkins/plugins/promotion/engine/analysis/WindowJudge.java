package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import io.jenkins.plugins.promotion.engine.analysis.window.WindowTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges all values at once, when it is concluded: the test for people who think in windows, without what is wrong with
 * Kayenta's. Each conclusion and each side has the same part of the level (Bonferroni).
 */
final class WindowJudge extends MetricJudge {
    private final int tests;
    private final double level;
    private final List<Double> canary = new ArrayList<>();
    private final List<Double> baseline = new ArrayList<>();
    private List<WindowTest.Result> results;

    WindowJudge(Metric metric, double level, int conclusions, MetricState state) {
        super(metric);
        tests = metric.direction().harmful().size() * conclusions;
        this.level = level / tests;
        if (state != null) {
            canary.addAll(state.canary());
            baseline.addAll(state.baseline());
        }
    }

    @Override
    void take(Observation observation) {
        double[] ofCanary;
        double[] ofBaseline;
        if (observation instanceof Observation.Values values && metric().kind() == MetricKind.SAMPLES) {
            ofCanary = values.canary();
            ofBaseline = values.baseline();
        } else if (observation instanceof Observation.Averages averages && metric().kind() == MetricKind.SERIES) {
            ofCanary = new double[] {averages.canary()};
            ofBaseline = new double[] {averages.baseline()};
        } else {
            throw new IllegalArgumentException(metric().name() + " is judged on " + metric().kind());
        }
        int before = canary.size() + baseline.size();
        tally().canary(add(ofCanary, canary), 0, finiteSum(ofCanary));
        tally().baseline(add(ofBaseline, baseline), 0, finiteSum(ofBaseline));
        long all = ofCanary.length + (long) ofBaseline.length;
        tally().points(all, all - (canary.size() + baseline.size() - before));
        results = null;
    }

    private static int add(double[] values, List<Double> to) {
        int before = to.size();
        for (double value : values) {
            if (Double.isFinite(value)) {
                to.add(value);
            }
        }
        return to.size() - before;
    }

    private static double finiteSum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Double.isFinite(value) ? value : 0;
        }
        return sum;
    }

    @Override
    void lookAtIt() {
        // Only a conclusion tests: each further test would take its part of the level.
    }

    @Override
    Optional<Reason> harm(boolean atEnd) {
        if (!atEnd) {
            results = null;
            return Optional.empty();
        }
        return results().stream().anyMatch(result -> result.p() <= level)
                ? Optional.of(Reason.HARM_FOUND)
                : Optional.empty();
    }

    private List<WindowTest.Result> results() {
        if (results == null) {
            results = canary.isEmpty() || baseline.isEmpty() ? List.of() : compared();
        }
        return results;
    }

    private List<WindowTest.Result> compared() {
        WindowTest test = new WindowTest(array(canary), array(baseline));
        List<WindowTest.Result> all = new ArrayList<>();
        for (Side side : metric().direction().harmful()) {
            all.add(test.against(side, tolerance(metric(), side), level));
        }
        return all;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    boolean harmIsExcluded() {
        return false;
    }

    @Override
    Evidence evidence() {
        Optional<WindowTest.Result> clearest = results == null
                ? Optional.empty()
                : results.stream().min(Comparator.comparingDouble(WindowTest.Result::p));
        return new Evidence(
                "Mann-Whitney over the whole window",
                tally().looks(),
                tally().canaryEvents(),
                tally().baselineEvents(),
                null,
                null,
                tally().canaryLevel(),
                tally().baselineLevel(),
                clearest.map(WindowTest.Result::effect).orElse(null),
                clearest.map(result -> Math.min(1, tests * result.p())).orElse(null),
                level * tests,
                null);
    }

    @Override
    MetricState state() {
        return MetricState.ofWindow(tally().state(), List.copyOf(canary), List.copyOf(baseline));
    }
}
