package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Ranks;
import java.util.Arrays;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * The test of Mann and Whitney, its confidence interval and the estimate of Hodges and Lehmann, found as Kayenta finds
 * them: as roots of the standardised statistic, each evaluation a merge of the two sorted samples.
 */
final class MannWhitney {
    private final double[] x;
    private final double[] y;
    private final double lowest;
    private final double highest;

    /** @param experiment not empty @param control not empty */
    MannWhitney(double[] experiment, double[] control) {
        x = experiment.clone();
        y = control.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        lowest = x[0] - y[y.length - 1];
        highest = x[x.length - 1] - y[0];
    }

    /** @param low the lower bound @param high the upper bound @param estimate of the shift */
    record Interval(double low, double high, double estimate) {}

    /** The sample of the experiment, in order. */
    double[] experiment() {
        return x;
    }

    double[] control() {
        return y;
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    static double quantile(double p) {
        return -Math.sqrt(2) * InverseErfc.value(2 * p);
    }

    /**
     * The interval.
     *
     * @throws ArithmeticException where all that is compared is equal, so that nothing can be standardised: it happens with
     *     one value a side, when their difference is exact
     */
    Interval interval(double confidence) {
        if (Double.isNaN(standardised(lowest, 0)) || Double.isNaN(standardised(highest, 0))) {
            throw new ArithmeticException(
                    "All values are equal after the shift, so that there is no interval around it.");
        }
        double z = quantile(0.5 + confidence / 2);
        return new Interval(bound(z), bound(-z), BrentRoot.between(shift -> standardised(shift, 0), lowest, highest));
    }

    private double bound(double z) {
        if (standardised(lowest, z) <= 0) {
            return lowest;
        } else if (standardised(highest, z) >= 0) {
            return highest;
        }
        return BrentRoot.between(shift -> standardised(shift, z), lowest, highest);
    }

    /** How many standard deviations the statistic lies above z, were the experiment lower by the shift. */
    double standardised(double shift, double z) {
        double difference = surplus(shift);
        return (difference - 0.5 * Math.signum(difference)) / deviation(ties(shift)) - z;
    }

    /** The statistic U less its mean; it never grows with the shift. */
    double surplus(double shift) {
        return pairs(shift) - x.length * (double) y.length / 2;
    }

    private double pairs(double shift) {
        int n = y.length;
        int lower = 0;
        int notHigher = 0;
        long twice = 0;
        for (double each : x) {
            double value = each - shift;
            while (lower < n && y[lower] < value) {
                lower++;
            }
            if (notHigher < lower) {
                notHigher = lower;
            }
            while (notHigher < n && y[notHigher] <= value) {
                notHigher++;
            }
            twice += lower + notHigher;
        }
        return twice / 2.0;
    }

    /** {@link #surplus} at {@code -shift} and at {@code shift}, by one merge. */
    double[] surplusAround(double shift) {
        int n = y.length;
        int nearLower = 0;
        int nearNotHigher = 0;
        int farLower = 0;
        int farNotHigher = 0;
        long near = 0;
        long far = 0;
        for (double each : x) {
            double low = each - shift;
            double high = each + shift;
            while (nearLower < n && y[nearLower] < low) {
                nearLower++;
            }
            nearNotHigher = Math.max(nearNotHigher, nearLower);
            while (nearNotHigher < n && y[nearNotHigher] <= low) {
                nearNotHigher++;
            }
            farLower = Math.max(farLower, low < high ? nearNotHigher : nearLower);
            while (farLower < n && y[farLower] < high) {
                farLower++;
            }
            farNotHigher = Math.max(farNotHigher, farLower);
            while (farNotHigher < n && y[farNotHigher] <= high) {
                farNotHigher++;
            }
            near += nearLower + nearNotHigher;
            far += farLower + farNotHigher;
        }
        double mean = x.length * (double) n / 2;
        return new double[] {far / 2.0 - mean, near / 2.0 - mean};
    }

    /** The deviation of U, where the cubes of the ties less themselves add up to the given sum. */
    double deviation(double ties) {
        double m = x.length;
        double n = y.length;
        return Math.sqrt(m * n / 12 * ((m + n + 1) - ties / ((m + n) * (m + n - 1))));
    }

    /** The sum of t^3 - t over all groups of t equal values. */
    private double ties(double shift) {
        int i = 0;
        int j = 0;
        double sum = 0;
        while (i < x.length || j < y.length) {
            double ofX = i < x.length ? x[i] - shift : Double.POSITIVE_INFINITY;
            double ofY = j < y.length ? y[j] : Double.POSITIVE_INFINITY;
            double value = Math.min(ofX, ofY);
            long together = 0;
            while (i < x.length && x[i] - shift <= value) {
                i++;
                together++;
            }
            while (j < y.length && y[j] <= value) {
                j++;
                together++;
            }
            if (together > 1) {
                sum += (double) together * together * together - together;
            }
        }
        return sum;
    }

    /** The share of pairs in which the experiment is the higher one, equal ones counted half. */
    double commonLanguageEffect() {
        return Ranks.pairs(x, y, 0, 0) / (x.length * (double) y.length);
    }
}
