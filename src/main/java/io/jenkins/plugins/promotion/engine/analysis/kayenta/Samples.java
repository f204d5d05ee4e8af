package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import java.util.Arrays;

/** What Kayenta does to values before it compares them, and what it computes of them. */
final class Samples {
    private static final double LOWEST_KEPT = 1;
    private static final double HIGHEST_KEPT = 99;

    private Samples() {}

    /** The same array where none is missing. */
    static double[] withoutMissing(double[] values) {
        int there = 0;
        while (there < values.length && !Double.isNaN(values[there])) {
            there++;
        }
        if (there == values.length) {
            return values;
        }
        double[] present = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                present[count++] = value;
            }
        }
        return count == present.length ? present : Arrays.copyOf(present, count);
    }

    static double[] missingAsZero(double[] values) {
        return Arrays.stream(values)
                .map(value -> Double.isNaN(value) ? 0 : value)
                .toArray();
    }

    /** The percentile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
    static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, percent);
    }

    private static double ofSorted(double[] sorted, double percent) {
        double at = percent / 100 * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Which values lie outside of the quartiles by more than the factor times their distance. */
    static boolean[] outliersByQuartiles(double[] values, double factor, boolean keepCentiles) {
        boolean[] outlier = new boolean[values.length];
        if (values.length == 0) {
            return outlier;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double low = ofSorted(sorted, 25);
        double high = ofSorted(sorted, 75);
        double lower = low - factor * (high - low);
        double upper = high + factor * (high - low);
        if (keepCentiles) {
            lower = Math.min(ofSorted(sorted, LOWEST_KEPT), lower);
            upper = Math.max(ofSorted(sorted, HIGHEST_KEPT), upper);
        }
        for (int i = 0; i < values.length; i++) {
            outlier[i] = values[i] < lower || values[i] > upper;
        }
        return outlier;
    }

    /** Which values lie further from the mean than the factor times the standard deviation. */
    static boolean[] outliersByDeviation(double[] values, double factor) {
        double mean = mean(values);
        double reach = factor * deviation(values);
        boolean[] outlier = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            outlier[i] = Math.abs(values[i] - mean) > reach;
        }
        return outlier;
    }

    static double[] withoutOutliers(double[] values, double factor, boolean keepCentiles) {
        boolean[] outlier = outliersByQuartiles(values, factor, keepCentiles);
        double[] kept = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (!outlier[i]) {
                kept[count++] = values[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    static double mean(double[] values) {
        return values.length == 0 ? 0 : Arrays.stream(values).sum() / values.length;
    }

    static double deviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    /** Not a number where either mean is 0. */
    static double meanRatio(double[] experiment, double[] control) {
        double upper = mean(experiment);
        double lower = mean(control);
        return upper == 0 || lower == 0 ? Double.NaN : upper / lower;
    }

    /** How many pooled deviations the means are apart (Cohen 1988). */
    static double cohen(double[] one, double[] other) {
        double a = deviation(one);
        double b = deviation(other);
        double pooled =
                Math.sqrt(((one.length - 1) * a * a + (other.length - 1) * b * b) / (one.length + other.length - 2));
        return (mean(other) - mean(one)) / pooled;
    }
}
