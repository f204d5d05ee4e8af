package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A band around both distribution functions that holds at all times: finds changes of any shape, in large samples.
 *
 * <p>The radius {@code 0.85 sqrt((log log(e n) + 0.8 log(1612 / a)) / n)} is the time-uniform inequality of Dvoretzky, Kiefer
 * and Wolfowitz by Howard and Ramdas (2022, Theorem 2), one for each arm. The functions are compared at the quantiles of
 * the first interval only, which costs a little power and no validity, so that what is kept stays small.
 *
 * <p>Other than the rank test it pools intervals: it is for values whose distribution does not drift.
 */
public final class DistributionBand {
    private static final int POINTS = 200;

    private final double tolerance;
    private final double level;
    private double[] at = {};
    private long[] ofCanary = {};
    private long[] ofBaseline = {};
    private long canaryCount;
    private long baselineCount;
    private boolean up;
    private boolean down;

    /** @param level of each side */
    public DistributionBand(double level, double tolerance) {
        this.level = level;
        this.tolerance = tolerance;
    }

    /** As it was recorded. */
    public DistributionBand(State state) {
        this(state.level(), state.tolerance());
        at = Numbers.array(state.at());
        ofCanary = state.ofCanary().stream().mapToLong(Long::longValue).toArray();
        ofBaseline = state.ofBaseline().stream().mapToLong(Long::longValue).toArray();
        canaryCount = state.canaryCount();
        baselineCount = state.baselineCount();
        up = state.up();
        down = state.down();
    }

    /** Adds an interval, both sides sorted and neither empty. */
    public void add(double[] canary, double[] baseline) {
        double[] moved = new double[baseline.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = baseline[i] + tolerance * Math.abs(baseline[i]);
        }
        if (at.length == 0) {
            at = points(canary, moved);
            ofCanary = new long[at.length];
            ofBaseline = new long[at.length];
        }
        count(canary, ofCanary);
        count(moved, ofBaseline);
        canaryCount += canary.length;
        baselineCount += baseline.length;
    }

    /** Looks at what was added. */
    public void look() {
        up |= gap(Side.UP) > radius();
        down |= gap(Side.DOWN) > radius();
    }

    private static double[] points(double[] canary, double[] baseline) {
        double[] all = Arrays.copyOf(canary, canary.length + baseline.length);
        System.arraycopy(baseline, 0, all, canary.length, baseline.length);
        Arrays.sort(all);
        int many = Math.min(POINTS, all.length);
        double[] chosen = new double[many];
        for (int i = 0; i < many; i++) {
            chosen[i] = all[(int) ((i + 0.5) * all.length / many)];
        }
        return chosen;
    }

    private void count(double[] sorted, long[] notHigher) {
        int i = 0;
        for (int k = 0; k < at.length; k++) {
            while (i < sorted.length && sorted[i] <= at[k]) {
                i++;
            }
            notHigher[k] += i;
        }
    }

    /** The largest share by which more of one side lies below some value than of the other. */
    public double gap(Side side) {
        double widest = 0;
        for (int k = 0; k < at.length; k++) {
            double difference = ofBaseline[k] / (double) baselineCount - ofCanary[k] / (double) canaryCount;
            widest = Math.max(widest, side.sign() * difference);
        }
        return widest;
    }

    /** By how much both functions together may be off. */
    public double radius() {
        return radius(canaryCount, level / 2) + radius(baselineCount, level / 2);
    }

    private static double radius(long n, double a) {
        return n == 0
                ? Double.POSITIVE_INFINITY
                : 0.85 * Math.sqrt((Math.log1p(Math.log(n)) + 0.8 * Math.log(1612 / a)) / n);
    }

    /** Whether the band was left towards that side. */
    public boolean crossed(Side side) {
        return side == Side.UP ? up : down;
    }

    /** What has to be recorded. */
    public State state() {
        return new State(
                level,
                tolerance,
                Numbers.list(at),
                list(ofCanary),
                list(ofBaseline),
                canaryCount,
                baselineCount,
                up,
                down);
    }

    private static List<Long> list(long[] array) {
        List<Long> list = new ArrayList<>();
        for (long number : array) {
            list.add(number);
        }
        return list;
    }

    /**
     * A band on record.
     *
     * @param level of each side
     * @param tolerance of the null hypothesis
     * @param at where the functions are compared
     * @param ofCanary how many values are not higher, at each
     * @param ofBaseline the same of the baseline
     * @param canaryCount how many there are
     * @param baselineCount the same of the baseline
     * @param up whether the canary was found higher
     * @param down whether it was found lower
     */
    public record State(
            double level,
            double tolerance,
            List<Double> at,
            List<Long> ofCanary,
            List<Long> ofBaseline,
            long canaryCount,
            long baselineCount,
            boolean up,
            boolean down) {}
}
