package io.jenkins.plugins.promotion.engine.insight;

import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How a metric was with past releases that did no harm.
 *
 * @param kind rate, samples or series
 * @param releases in the order in which they were live
 */
public record MetricHistory(MetricKind kind, List<Release> releases) {
    private static final int FEWEST_RELEASES = 2;
    private static final int FEWEST_VALUES = 3;

    /** @throws InvalidValueException where there is too little to learn from */
    public MetricHistory {
        releases = List.copyOf(releases);
        if (kind == MetricKind.THRESHOLD) {
            throw new InvalidValueException(
                    "kind", "threshold", "it has bounds and no tolerance; allowed: rate, samples, series");
        }
        if (releases.size() < FEWEST_RELEASES) {
            throw new InvalidValueException(
                    "releases",
                    releases.size(),
                    "how far releases differ shows in " + FEWEST_RELEASES + " or more of them");
        }
        for (Release release : releases) {
            release.check(kind);
        }
    }

    /**
     * One release.
     *
     * @param name of it
     * @param values one a measurement, in order; of a rate the bad events
     * @param totals of a rate all events of each measurement, else empty
     */
    public record Release(String name, double[] values, double[] totals) {
        /** Copies the arrays. */
        public Release {
            values = values.clone();
            totals = totals.clone();
        }

        private void check(MetricKind kind) {
            boolean rate = kind == MetricKind.RATE;
            if (values.length < FEWEST_VALUES) {
                throw new InvalidValueException(
                        "values of '" + name + "'",
                        values.length,
                        "it takes " + FEWEST_VALUES + " or more of each release");
            }
            if (rate ? totals.length != values.length : totals.length > 0) {
                throw new InvalidValueException(
                        "values of '" + name + "'", values.length, "of a rate there are as many totals as bad events");
            }
            if (!(level() > 0)) {
                throw new InvalidValueException(
                        "level of '" + name + "'", level(), "changes are shares of it, so that it is above 0");
            }
        }

        /** The mean, or the rate. */
        public double level() {
            double sum = Arrays.stream(values).sum();
            return totals.length == 0
                    ? sum / values.length
                    : sum / Arrays.stream(totals).sum();
        }
    }

    /** The median of the levels of all releases. */
    public double level() {
        return median(releases.stream().mapToDouble(Release::level).toArray());
    }

    /** By which share each release differs from the one before. */
    public List<Double> changes() {
        List<Double> changes = new ArrayList<>();
        for (int i = 1; i < releases.size(); i++) {
            changes.add(releases.get(i).level() / releases.get(i - 1).level() - 1);
        }
        return changes;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
