package io.jenkins.plugins.promotion.engine.insight;

import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.ShareText;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.simulation.BakeSearch;
import io.jenkins.plugins.promotion.engine.simulation.MetricModel;
import io.jenkins.plugins.promotion.engine.simulation.Regression;
import io.jenkins.plugins.promotion.engine.simulation.RolloutModel;
import io.jenkins.plugins.promotion.engine.simulation.SimulatedRollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A tolerance and a bake that fit how a metric behaves.
 *
 * <p>The tolerance: releases that did no harm differ from each other too. It is as large as 19 of 20 of them stay within, as
 * far as that is not chance, which the tests allow for by themselves. The bake: the shortest that finds a given regression
 * beyond it often enough, by simulation with these very habits.
 *
 * @param habits how the metric behaves
 * @param tolerance as a share of the level
 * @param regression what the bake is to find, as a share of the level
 * @param bake of the rollout, {@code null} where none up to 16 times as long as the plan's is enough
 * @param power how often that finds it, or how often the plan's own does where none is enough
 * @param reasons in sentences
 */
public record Suggestion(
        MetricHabits habits,
        double tolerance,
        double regression,
        RolloutPlan bake,
        double power,
        List<String> reasons) {
    private static final double WITHIN = 1.645;
    private static final double[] STEPS = {0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75};
    private static final int FEW = 6;
    private static final double CLEARLY = 2;

    /** Copies the reasons. */
    public Suggestion {
        reasons = List.copyOf(reasons);
    }

    /**
     * What is asked for.
     *
     * @param direction which change is harm
     * @param regression what is to be found, as a positive share of the level; {@code null} for twice the tolerance, and no
     *     less than 5 per cent more than it
     * @param power how often
     * @param plan the rollout with a bake to begin with
     * @param alpha the error level of the metric
     * @param perMinute how many requests a minute there are
     * @param measured which share of them is in the metric
     * @param runs how many rollouts are simulated
     * @param seed where the random numbers begin
     */
    public record Question(
            Direction direction,
            Double regression,
            double power,
            RolloutPlan plan,
            double alpha,
            double perMinute,
            double measured,
            int runs,
            long seed) {}

    /** Answers. */
    public static Suggestion of(MetricKind kind, MetricHabits habits, Question question) {
        List<String> reasons = new ArrayList<>();
        double tolerance = tolerance(habits, reasons);
        double size = question.regression() == null ? Math.max(2 * tolerance, tolerance + 0.05) : question.regression();
        if (!(size > tolerance) || (size >= 1 && question.direction() == Direction.DECREASE)) {
            throw new InvalidValueException(
                    "regression",
                    size,
                    "what is to be found is more than the tolerance of " + ShareText.format(tolerance)
                            + " that the history asks for, and a decrease less than 100%");
        }
        Metric metric = new Metric(
                "metric",
                kind,
                Judge.SEQUENTIAL,
                question.direction(),
                tolerance,
                true,
                1,
                false,
                false,
                0,
                null,
                null,
                0);
        RolloutModel model = new RolloutModel(
                question.plan(),
                question.alpha(),
                true,
                question.perMinute(),
                0,
                List.of(new MetricModel(
                        metric,
                        habits.level(),
                        kind == MetricKind.RATE ? 0 : Math.max(habits.noise(), 1e-6),
                        habits.memory(),
                        habits.dispersion(),
                        question.measured())));
        double change = question.direction() == Direction.DECREASE ? -size : size;
        SimulatedRollout first = SimulatedRollout.of(
                model,
                new Regression("metric", change),
                SimulatedRollout.affordable(model, question.runs()),
                question.seed());
        Optional<BakeSearch.Found> found = BakeSearch.enough(model, first, question.power(), question.seed());
        RolloutPlan bake = found.map(enough -> enough.model().plan()).orElse(null);
        double power = found.map(BakeSearch.Found::power).orElse(first.stopped());
        noise(kind, habits, reasons);
        reasons.add(
                bake == null
                        ? "No bake up to 16 times as long as " + model.bakes() + " finds " + signed(change) + " in "
                                + ShareText.format(question.power())
                                + " of the rollouts: it takes more traffic, or a larger regression to look for."
                        : "Bake " + found.orElseThrow().model().bakes() + ": " + signed(change) + " is then found in "
                                + percent(power) + " of the rollouts, in " + bake.looks() + " looks at alpha "
                                + ShareText.format(question.alpha()) + ".");
        return new Suggestion(habits, tolerance, change, bake, power, reasons);
    }

    private static double tolerance(MetricHabits habits, List<String> reasons) {
        double wanted = WITHIN * habits.spread();
        double tolerance = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && STEPS[i] >= wanted; i--) {
            tolerance = STEPS[i];
        }
        reasons.add("Tolerance " + ShareText.format(tolerance) + ": from one release to the next the level changed by "
                + percent(habits.spread()) + " (one standard deviation of " + habits.changes()
                + (habits.changes() == 1 ? " change" : " changes") + ", without the " + percent(habits.chance())
                + " that chance alone brings); 19 of 20 harmless releases stay within it.");
        if (wanted > tolerance) {
            reasons.add("Releases differ by more than any useful tolerance (" + percent(wanted)
                    + "): this metric does not tell harm from habit.");
        }
        if (habits.changes() < FEW) {
            reasons.add("That rests on few releases; look again after " + (FEW - habits.changes()) + " more.");
        }
        return tolerance;
    }

    private static void noise(MetricKind kind, MetricHabits habits, List<String> reasons) {
        if (kind == MetricKind.RATE) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The level is %s; bad events vary %.1f times as much as independent ones%s.",
                    percent(habits.level()),
                    habits.dispersion(),
                    habits.dispersion() > CLEARLY ? ": they come in bursts, which takes longer to see through" : ""));
        } else {
            reasons.add(String.format(
                    Locale.ROOT,
                    "The level is %.4g; %s vary by %s%s.",
                    habits.level(),
                    kind == MetricKind.SAMPLES ? "single values" : "averages",
                    percent(habits.noise()),
                    habits.memory() > 0.05
                            ? String.format(
                                    Locale.ROOT, " and hang together (%.2f from one to the next)", habits.memory())
                            : ""));
        }
    }

    private static String signed(double change) {
        return (change > 0 ? "+" : "") + ShareText.format(change);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
