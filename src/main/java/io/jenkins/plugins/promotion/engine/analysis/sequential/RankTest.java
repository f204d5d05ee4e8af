package io.jenkins.plugins.promotion.engine.analysis.sequential;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Raw values of canary and baseline, interval by interval: the interval Wilcoxon test.
 *
 * <p>The null hypothesis is that in each interval the canary's values are not stochastically higher (for {@link Side#UP};
 * not lower for {@link Side#DOWN}) than {@code baseline + tolerance |baseline|}. Values are compared inside their interval
 * only, so that a load that drifts from one interval to the next, on both sides alike, does no harm.
 *
 * <p>The estimate is the shift at which the statistic would vanish, found on three points; where all values are positive
 * the shift is a factor.
 */
public final class RankTest {
    private static final double BEST_INTERVALS = 6;
    private static final int[] LADDER = {-1, 0, 1};

    private final Settings settings;
    private final double tolerance;
    private SequentialTest test;
    private boolean factor;
    private double distance;
    private final double[] ladder = new double[LADDER.length];

    /** @param tolerance greater than -1 */
    public RankTest(Settings settings, double tolerance) {
        this.settings = settings;
        this.tolerance = tolerance;
    }

    /** The test as it was recorded. */
    public RankTest(State state) {
        this(state.settings(), state.tolerance());
        if (state.test() != null) {
            test = new SequentialTest(state.test(), (m, n) -> new RankIncrement((int) m, (int) n, m * n / 2));
            factor = state.factor();
            distance = state.distance();
            ladder[0] = state.below();
            ladder[1] = test.sum();
            ladder[2] = state.above();
        }
    }

    /** Adds an interval, both sides sorted and neither empty. */
    public void add(double[] canary, double[] baseline) {
        if (test == null) {
            begin(canary, baseline);
        }
        for (int i = 0; i < LADDER.length; i++) {
            double u = LADDER[i] == 0 || distance > 0 ? pairs(canary, baseline, LADDER[i]) : 0;
            RankIncrement increment = new RankIncrement(canary.length, baseline.length, u);
            ladder[i] += increment.value();
            if (LADDER[i] == 0) {
                test.add(increment);
            }
        }
    }

    /** Looks at what was added. */
    public void look() {
        if (test != null) {
            test.look(1);
        }
    }

    private double pairs(double[] canary, double[] baseline, int rung) {
        return factor
                ? Ranks.pairs(canary, baseline, (1 + tolerance) * Math.exp(rung * distance) - 1, 0)
                : Ranks.pairs(canary, baseline, tolerance, rung * distance);
    }

    private void begin(double[] canary, double[] baseline) {
        RankIncrement first = new RankIncrement(canary.length, baseline.length, 0);
        test = new SequentialTest(Tilts.ofShifts(first.variance(), BEST_INTERVALS, settings.level()), settings);
        factor = canary[0] > 0 && baseline[0] > 0;
        double high = Math.max(quantile(canary, 0.75), quantile(baseline, 0.75));
        double low = Math.min(quantile(canary, 0.25), quantile(baseline, 0.25));
        double spread = factor ? Math.log(high / low) / 2 : (high - low) / 2;
        double moved = factor ? Math.log1p(tolerance) : tolerance * quantile(baseline, 0.5);
        // No difference has to be among the rungs: values that vary less than is tolerated all lie on one side of it.
        distance = Math.max(spread, Math.abs(moved));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** What it was told. */
    public Settings settings() {
        return settings;
    }

    /** Whether nothing was added yet. */
    public boolean isEmpty() {
        return test == null;
    }

    /** The test, once something was added. */
    public SequentialTest test() {
        return test;
    }

    /** The probability that a value of the canary is higher than one of the baseline moved by the tolerance. */
    public double probabilityHigher() {
        return 0.5 + test.sum() / test.variance();
    }

    /** How much the canary differs from the baseline. */
    public Estimate estimate() {
        if (distance <= 0) {
            return new Estimate(factor, 0, null, null);
        }
        return new Estimate(factor, where(0), bound(Side.UP), bound(Side.DOWN));
    }

    /** The shift that a test towards this side does not exclude any more. */
    private Double bound(Side side) {
        double radius = test.radius(side) * Math.sqrt(test.variance());
        return Double.isInfinite(radius) || radius >= test.variance() / 2 ? null : (Double) where(side.sign() * radius);
    }

    /** The shift of the canary against the baseline at which the statistic would be as given. */
    private double where(double statistic) {
        double slopeBelow = (ladder[0] - ladder[1]) / distance;
        double slopeAbove = (ladder[1] - ladder[2]) / distance;
        double slope = statistic > ladder[1] ? slopeBelow : slopeAbove;
        if (slope <= 0) {
            slope = Math.max(slopeBelow, slopeAbove);
        }
        double shift = slope <= 0 ? 0 : (ladder[1] - statistic) / slope;
        double limited = Math.max(-4 * distance, Math.min(4 * distance, shift));
        return factor ? (1 + tolerance) * Math.exp(limited) - 1 : limited;
    }

    /** What has to be recorded. */
    public State state() {
        return new State(
                settings, tolerance, test == null ? null : test.state(), factor, distance, ladder[0], ladder[2]);
    }

    /**
     * A rank test on record.
     *
     * @param settings what it was told
     * @param tolerance of the null hypothesis
     * @param test the test, {@code null} before the first interval
     * @param factor whether shifts are factors
     * @param distance from one rung of the ladder to the next
     * @param below the statistic at the lower rung
     * @param above the statistic at the upper rung
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            Settings settings,
            double tolerance,
            SequentialTest.State test,
            boolean factor,
            double distance,
            double below,
            double above) {}
}
