package io.jenkins.plugins.promotion.engine.simulation;

import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A rollout as it went many times with one release, as good or as bad as a {@link Regression} says. */
public final class SimulatedRollout {
    private static final long APART = 1_000_003;
    private static final long MOST_VALUES = 60_000_000;
    private static final long MOST_LOOKS = 300_000;
    private static final int FEWEST_RUNS = 100;

    private final RolloutModel model;
    private final Regression regression;
    private final List<SimulatedRun> runs;

    private SimulatedRollout(RolloutModel model, Regression regression, List<SimulatedRun> runs) {
        this.model = model;
        this.regression = regression;
        this.runs = runs;
    }

    /** Plays it so many times; the same seed gives the same. */
    public static SimulatedRollout of(RolloutModel model, Regression regression, int runs, long seed) {
        List<RolloutModel.Span> spans = model.spans();
        return new SimulatedRollout(
                model,
                regression,
                IntStream.range(0, runs)
                        .parallel()
                        .mapToObj(run -> SimulatedRun.play(model, spans, regression, seed * APART + run))
                        .sorted(Comparator.comparingDouble(SimulatedRun::minutes))
                        .toList());
    }

    /** How many runs there may be at that many requests and looks, so that it takes seconds or minutes, not hours. */
    public static int affordable(RolloutModel model, int wanted) {
        long affordable = Math.min(
                MOST_VALUES / Math.max(1, model.valuesOfARun()),
                MOST_LOOKS
                        / Math.max(
                                1, model.plan().looks() * (long) model.metrics().size()));
        return (int) Math.min(wanted, Math.max(FEWEST_RUNS, affordable));
    }

    /** What is wrong with the release. */
    public Regression regression() {
        return regression;
    }

    /** How many runs there were. */
    public int runs() {
        return runs.size();
    }

    /** The share that was stopped. */
    public double stopped() {
        return share(Outcome.FAIL);
    }

    /** Two standard errors of a share of the runs. */
    public double uncertainty(double share) {
        return 2 * Math.sqrt(Math.max(share * (1 - share), 1.0 / runs()) / runs());
    }

    /** The share at which a person was asked, because it could not be said. */
    public double paused() {
        return share(Outcome.INCONCLUSIVE) + share(Outcome.ERROR);
    }

    /** The share that passed before the last look. */
    public double passedEarly() {
        return runs.stream().filter(SimulatedRun::early).count() / (double) runs();
    }

    private double share(Outcome outcome) {
        return runs.stream().filter(run -> run.outcome() == outcome).count() / (double) runs();
    }

    /** After how many minutes that share of all runs was stopped, {@code null} where so many never were. */
    public Double minutesToStop(double share) {
        int needed = (int) Math.ceil(share * runs() - 1e-9);
        return runs.stream()
                .filter(run -> run.outcome() == Outcome.FAIL)
                .map(SimulatedRun::minutes)
                .skip(Math.max(0, needed - 1))
                .findFirst()
                .orElse(null);
    }

    /** How many requests the canary served until it was stopped or came through, on average. */
    public double served() {
        return runs.stream().mapToDouble(SimulatedRun::served).average().orElse(0);
    }

    /** The same, not exceeded by that share of the runs. */
    public double served(double share) {
        double[] sorted =
                runs.stream().mapToDouble(SimulatedRun::served).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(Math.ceil(share * sorted.length)) - 1)];
    }

    /** How many bad events more than without the regression that meant, on average; {@code null} where it is about no rate. */
    public Double caused() {
        if (regression.metric() == null) {
            return null;
        }
        MetricModel metric = model.metric(regression.metric());
        return metric.metric().kind() == MetricKind.RATE
                ? (Double) (served() * metric.level() * regression.change())
                : null;
    }
}
