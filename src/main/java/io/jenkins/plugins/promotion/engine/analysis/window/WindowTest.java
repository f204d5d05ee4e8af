package io.jenkins.plugins.promotion.engine.analysis.window;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Estimate;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Ranks;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * The test of Mann and Whitney on two whole samples, with the shift of Hodges and Lehmann (1963) and its interval.
 *
 * <p>Other than Kayenta's, it knows no absolute numbers: the tolerance is a share of the baseline and is part of the null
 * hypothesis, shifts are found by bisection down to neighbouring floating point numbers, as factors where all values are
 * positive. Multiplying all values by a number therefore changes nothing. Ties are taken out of the variance; the
 * correction for continuity is one half.
 */
public final class WindowTest {
    private static final int HALVINGS = 60;

    private final double[] canary;
    private final double[] baseline;
    private final boolean factor;

    /** Neither may be empty. */
    public WindowTest(double[] canary, double[] baseline) {
        this.canary = canary.clone();
        this.baseline = baseline.clone();
        Arrays.sort(this.canary);
        Arrays.sort(this.baseline);
        factor = this.canary[0] > 0 && this.baseline[0] > 0;
    }

    /**
     * What was found.
     *
     * @param p the p-value against harm on the side
     * @param effect the shift, its bounds at the level on either side
     */
    public record Result(double p, Estimate effect) {}

    /** Tests whether the canary lies beyond the tolerated shift of the baseline, on that side. */
    public Result against(Side side, double tolerance, double level) {
        double surplus = side.sign() * (Ranks.pairs(canary, baseline, tolerance, 0) - mean());
        double deviation = deviation();
        double p = deviation == 0 ? 1 : 0.5 * Erfc.value((surplus - 0.5) / deviation / Math.sqrt(2));
        double reach = Math.sqrt(2) * InverseErfc.value(2 * level) * deviation + 0.5;
        return new Result(
                p,
                new Estimate(
                        factor,
                        shift(0),
                        Math.abs(reach) < mean() ? (Double) shift(reach) : null,
                        Math.abs(reach) < mean() ? (Double) shift(-reach) : null));
    }

    private double mean() {
        return canary.length * (double) baseline.length / 2;
    }

    private double deviation() {
        double[] all = Arrays.copyOf(canary, canary.length + baseline.length);
        System.arraycopy(baseline, 0, all, canary.length, baseline.length);
        Arrays.sort(all);
        double ties = 0;
        int from = 0;
        for (int i = 1; i <= all.length; i++) {
            if (i == all.length || all[i] != all[from]) {
                double together = i - from;
                ties += together * together * together - together;
                from = i;
            }
        }
        double whole = all.length;
        return Math.sqrt(Math.max(
                0, canary.length * (double) baseline.length / 12 * ((whole + 1) - ties / (whole * (whole - 1)))));
    }

    /** The shift of the baseline at which the statistic falls to what is given. */
    private double shift(double surplus) {
        DoubleUnaryOperator at = factor
                ? shift -> Ranks.pairs(canary, baseline, Math.expm1(shift), 0) - mean()
                : shift -> Ranks.pairs(canary, baseline, 0, shift) - mean();
        double low = factor ? Math.log(canary[0] / last(baseline)) : canary[0] - last(baseline);
        double high = factor ? Math.log(last(canary) / baseline[0]) : last(canary) - baseline[0];
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (at.applyAsDouble(middle) > surplus) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double found = low + (high - low) / 2;
        return factor ? Math.expm1(found) : found;
    }

    private static double last(double[] sorted) {
        return sorted[sorted.length - 1];
    }
}
