package io.jenkins.plugins.promotion.engine.analysis.kayenta;

/**
 * Decides {@link MannWhitney} comparisons without searching for roots, where that is certain to give the same verdict.
 *
 * <p>The statistic U never grows with the shift, and its deviation lies between that without ties across the samples and
 * that with as many as there could be. Hence a few evaluations of U bound the roots that the search would find, to within
 * its tolerance. Where these bounds do not decide, nothing is said.
 */
final class Screen {
    /** More than what the search for a root may be off by. */
    private static final double SLACK = 2e-4;

    private static final int STEPS = 12;
    private static final double ENOUGH = 0.02;

    private final MannWhitney test;
    private final double z;
    private final double smallest;
    private final double largest;

    Screen(MannWhitney test, double confidence) {
        this.test = test;
        z = MannWhitney.quantile(0.5 + confidence / 2);
        long[] x = runs(test.experiment());
        long[] y = runs(test.control());
        double whole = test.experiment().length + (double) test.control().length;
        double together = x[0] + (double) y[0];
        largest = test.deviation(x[1] + y[1]);
        double most = Math.min(whole * (together * together - 1), whole * whole * whole - whole);
        double least = test.deviation(most);
        smallest = Double.isNaN(least) ? 0 : least;
    }

    /** The longest run of equal values, and the sum of t^3 - t over all runs. */
    private static long[] runs(double[] sorted) {
        long longest = 1;
        long sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                long run = i - from;
                longest = Math.max(longest, run);
                sum += run * run * run - run;
                from = i;
            }
        }
        return new long[] {longest, sum};
    }

    /** The interval surely begins at or below 0, so that the experiment cannot be called higher. */
    boolean surelyNotHigher() {
        return test.lowest() <= -SLACK && isBelow(test.surplus(-SLACK));
    }

    /** The interval surely ends at or above 0, so that the experiment cannot be called lower. */
    boolean surelyNotLower() {
        return test.highest() >= SLACK && isBelow(-test.surplus(SLACK));
    }

    /** Whether the standardised surplus is below z, whatever the ties. */
    private boolean isBelow(double surplus) {
        return surplus <= 0.5 || (smallest > 0 && surplus - 0.5 < z * smallest);
    }

    /** Whether it is above z, whatever the ties. */
    private boolean isAbove(double surplus) {
        return surplus - 0.5 > z * largest;
    }

    /**
     * Whether the near bound of the interval lies surely beyond the share of the estimate, on the side of the sign: the
     * estimate is bracketed first, by halving; then the statistic is asked once at the share of its far end.
     */
    boolean surelyBeyond(int sign, double share) {
        double low = sign > 0 ? Math.max(0, test.lowest()) : Math.max(0, -test.highest());
        double high = sign > 0 ? test.highest() : -test.lowest();
        if (!(low < high)) {
            return false;
        }
        // In this direction the estimate lies between the two, for the statistic is clearly positive at 0.
        for (int i = 0; i < STEPS * 3 && high - low > ENOUGH * high; i++) {
            double middle = (low + high) / 2;
            if (surplus(sign, middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
            if (i >= 2 && isAbove(surplus(sign, share * high + SLACK + share * SLACK))) {
                return true;
            }
        }
        return isAbove(surplus(sign, share * high + SLACK + share * SLACK));
    }

    private double surplus(int sign, double shift) {
        return sign * test.surplus(sign * shift);
    }
}
