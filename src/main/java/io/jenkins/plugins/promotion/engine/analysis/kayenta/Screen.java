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

    /** Samples are looked at in that many parts for long runs of equal values. */
    private static final int PARTS = 16;

    private final MannWhitney test;
    private final double z;
    private final double[] around;
    private double smallest;
    private boolean exact;
    private double largest = Double.NaN;

    /** @param both whether it will be asked about both directions, so that one merge can answer for both */
    Screen(MannWhitney test, double confidence, boolean both) {
        this.test = test;
        z = MannWhitney.quantile(0.5 + confidence / 2);
        around = both ? test.surplusAround(SLACK) : null;
        smallest = hasLongRun(test.experiment()) || hasLongRun(test.control())
                ? Double.NaN
                : least(2.0 * partOf(test.experiment()) + 2.0 * partOf(test.control()));
    }

    private static int partOf(double[] sorted) {
        return Math.max(1, sorted.length / PARTS);
    }

    /** Whether there may be a run of equal values as long as two parts: it would cover a part from end to end. */
    private static boolean hasLongRun(double[] sorted) {
        int part = partOf(sorted);
        for (int i = part; i < sorted.length; i += part) {
            if (sorted[i - part] == sorted[i]) {
                return true;
            }
        }
        return false;
    }

    /** The least that the deviation can be where so many values at most are equal. */
    private double least(double together) {
        double whole = test.experiment().length + (double) test.control().length;
        double least = test.deviation(Math.min(whole * (together * together - 1), whole * whole * whole - whole));
        return Double.isNaN(least) ? 0 : least;
    }

    /** Counts all ties; they are needed only where a coarse look does not decide. */
    private void count() {
        if (!exact) {
            long[] x = runs(test.experiment());
            long[] y = runs(test.control());
            largest = test.deviation(x[1] + y[1]);
            smallest = least(x[0] + (double) y[0]);
            exact = true;
        }
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
        return test.lowest() <= -SLACK && isBelow(around == null ? test.surplus(-SLACK) : around[0]);
    }

    /** The interval surely ends at or above 0, so that the experiment cannot be called lower. */
    boolean surelyNotLower() {
        return test.highest() >= SLACK && isBelow(-(around == null ? test.surplus(SLACK) : around[1]));
    }

    /** Whether the standardised surplus is below z, whatever the ties. */
    private boolean isBelow(double surplus) {
        if (surplus <= 0.5 || surplus - 0.5 < z * smallest) {
            return true;
        }
        count();
        return smallest > 0 && surplus - 0.5 < z * smallest;
    }

    /** Whether it is above z, whatever the ties. */
    private boolean isAbove(double surplus) {
        count();
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
