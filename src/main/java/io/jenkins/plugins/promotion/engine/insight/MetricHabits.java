package io.jenkins.plugins.promotion.engine.insight;

import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.List;

/**
 * How a metric behaves, as its history shows.
 *
 * @param level the median over the releases
 * @param noise the standard deviation within a release, as a share of its level: of single values, or of averages; 0 for rates
 * @param memory the correlation of an average with the one before, for series; 0 for others
 * @param dispersion how many times as much as independent events bad events vary, for rates; 1 for others
 * @param spread the standard deviation of the change from one release to the next, as a share; what chance alone brings is
 *     taken out
 * @param chance the standard deviation of that change that chance alone brings
 * @param changes how many changes of release that rests on
 */
public record MetricHabits(
        double level, double noise, double memory, double dispersion, double spread, double chance, int changes) {
    /** From the median of absolute deviations to the standard deviation of a normal distribution. */
    private static final double MEDIAN_TO_DEVIATION = 1.4826;

    private static final double MOST_MEMORY = 0.95;
    /** Below that many changes one unusual release is not told from the usual: all count alike. */
    private static final int ROBUST_FROM = 6;

    /**
     * Learns them from what past rollouts found. How averages hang together and bursts of events do not show there.
     *
     * @throws InvalidValueException where there are none
     */
    public static MetricHabits of(List<PastComparison> rollouts) {
        if (rollouts.isEmpty()) {
            throw new InvalidValueException(
                    "rollouts", 0, "it takes one or more that did no harm and measured the metric");
        }
        double chance = 0;
        for (PastComparison rollout : rollouts) {
            chance += square(rollout.error()) / rollouts.size();
        }
        List<Double> changes = rollouts.stream().map(PastComparison::change).toList();
        return new MetricHabits(
                MetricHistory.median(rollouts.stream()
                        .mapToDouble(PastComparison::baselineLevel)
                        .toArray()),
                MetricHistory.median(
                        rollouts.stream().mapToDouble(PastComparison::noise).toArray()),
                0,
                1,
                Math.sqrt(Math.max(0, square(spread(changes)) - chance)),
                Math.sqrt(chance),
                changes.size());
    }

    /** Learns them from the values of past releases. */
    public static MetricHabits of(MetricHistory history) {
        boolean rate = history.kind() == MetricKind.RATE;
        double noise = 0;
        double memory = 0;
        double dispersion = 1;
        for (MetricHistory.Release release : history.releases()) {
            noise += rate ? 0 : square(deviation(release) / release.level());
            memory += history.kind() == MetricKind.SERIES ? correlation(release) : 0;
            dispersion += rate ? dispersion(release) - 1 : 0;
        }
        int many = history.releases().size();
        double usualNoise = Math.sqrt(noise / many);
        double usualMemory = Math.max(0, Math.min(MOST_MEMORY, memory / many));
        double usualDispersion = rate ? Math.max(1, 1 + (dispersion - 1) / many) : 1;
        double chance = 0;
        double[] errors = history.releases().stream()
                .mapToDouble(release -> error(release, usualNoise, usualMemory, usualDispersion))
                .toArray();
        for (int i = 1; i < errors.length; i++) {
            chance += errors[i] + errors[i - 1];
        }
        chance /= errors.length - 1;
        return new MetricHabits(
                history.level(),
                usualNoise,
                usualMemory,
                usualDispersion,
                Math.sqrt(Math.max(0, square(spread(history.changes())) - chance)),
                Math.sqrt(chance),
                errors.length - 1);
    }

    /** The squared relative error of the level of a release. */
    private static double error(MetricHistory.Release release, double noise, double memory, double dispersion) {
        double bad = 0;
        for (double value : release.values()) {
            bad += value;
        }
        return release.totals().length > 0
                ? dispersion / bad
                : noise * noise * (1 + memory) / (1 - memory) / release.values().length;
    }

    private static double spread(List<Double> changes) {
        double[] logs = changes.stream()
                .mapToDouble(change -> Math.abs(Math.log1p(change)))
                .toArray();
        if (logs.length >= ROBUST_FROM) {
            return MEDIAN_TO_DEVIATION * MetricHistory.median(logs);
        }
        double sum = 0;
        for (double log : logs) {
            sum += log * log;
        }
        return Math.sqrt(sum / logs.length);
    }

    private static double deviation(MetricHistory.Release release) {
        double sum = 0;
        for (double value : release.values()) {
            sum += square(value - release.level());
        }
        return Math.sqrt(sum / (release.values().length - 1));
    }

    /** With the bias of a short series taken out (Kendall 1954). */
    private static double correlation(MetricHistory.Release release) {
        double[] values = release.values();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += square(values[i] - release.level());
            products += i == 0 ? 0 : (values[i] - release.level()) * (values[i - 1] - release.level());
        }
        double raw = squares == 0 ? 0 : products / squares;
        return raw + (1 + 3 * raw) / values.length;
    }

    /** The chi-square of the counts around their rate, a degree of freedom. */
    private static double dispersion(MetricHistory.Release release) {
        double sum = 0;
        for (int i = 0; i < release.values().length; i++) {
            double expected = release.totals()[i] * release.level();
            sum += expected == 0 ? 0 : square(release.values()[i] - expected) / expected;
        }
        return sum / (release.values().length - 1);
    }

    private static double square(double value) {
        return value * value;
    }
}
