package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * {@code log(sinh x / x)} as a power series in the square of x, for {@code |x| < pi}.
 *
 * <p>From the product {@code sinh x / x = prod (1 + x^2 / (k pi)^2)} (Euler) follows
 * {@code log(sinh x / x) = sum_j (-1)^(j+1) zeta(2j) / (j pi^(2j)) x^(2j)}.
 */
final class SinhSeries {
    /** Enough for twelve digits up to |x| = 2.4. */
    static final int TERMS = 56;

    private static final double[] COEFFICIENTS = coefficients();

    private SinhSeries() {}

    /** The coefficient of {@code x^(2 j)}, {@code j} from 1. */
    static double coefficient(int j) {
        return COEFFICIENTS[j];
    }

    private static double[] coefficients() {
        double[] all = new double[TERMS + 1];
        for (int j = 1; j <= TERMS; j++) {
            double value = zeta(2 * j) / j * Math.pow(Math.PI, -2.0 * j);
            all[j] = j % 2 != 0 ? value : -value;
        }
        return all;
    }

    /** The zeta function at an even integer from 2 on: a sum, and its tail by the formula of Euler and Maclaurin. */
    private static double zeta(int s) {
        int last = 20;
        double sum = 0;
        for (int k = last - 1; k >= 1; k--) {
            sum += Math.pow(k, -s);
        }
        double at = Math.pow(last, -s);
        return sum
                + at * last / (s - 1)
                + at / 2
                + s * at / last / 12
                - s * (s + 1.0) * (s + 2) * at / Math.pow(last, 3) / 720
                + s * (s + 1.0) * (s + 2) * (s + 3) * (s + 4) * at / Math.pow(last, 5) / 30240;
    }
}
