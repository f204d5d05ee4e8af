package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * Counted bad events of canary and baseline, with how much each side was exposed to: the ratio of their rates.
 *
 * <p>The null hypothesis is that the canary's rate is at most (for {@link Side#UP}; at least for {@link Side#DOWN})
 * {@code 1 + tolerance} times the baseline's. Given the bad events of both sides, those of the canary are then binomial,
 * with odds {@code o = (1 + tolerance) exposure / exposure}, whatever the common rate of the interval was. The ratio is
 * estimated as by Mantel and Haenszel (1959), so that it needs no common rate either.
 *
 * <p>Not valid where events come in bursts; see {@link Dispersion}.
 */
public final class RatioTest {
    private final SequentialTest test;
    private final double tolerance;
    private double canaryWeighted;
    private double baselineWeighted;

    /** @param tolerance greater than -1 */
    public RatioTest(Settings settings, double tolerance) {
        test = new SequentialTest(Tilts.ofRates(), settings);
        this.tolerance = tolerance;
    }

    /** The test as it was recorded. */
    public RatioTest(State state) {
        test = new SequentialTest(state.test(), (both, share) -> new CountIncrement(0, (long) both, share));
        tolerance = state.tolerance();
        canaryWeighted = state.canaryWeighted();
        baselineWeighted = state.baselineWeighted();
    }

    /** Adds an interval in which both sides were exposed. */
    public void add(long canaryBad, double canaryExposure, long baselineBad, double baselineExposure) {
        double odds = (1 + tolerance) * canaryExposure / baselineExposure;
        double whole = canaryExposure + baselineExposure;
        canaryWeighted += canaryBad * (baselineExposure / whole);
        baselineWeighted += baselineBad * (canaryExposure / whole);
        test.add(new CountIncrement(canaryBad, canaryBad + baselineBad, odds / (1 + odds)));
    }

    /** Looks at what was added; {@code inflation} is the {@link Dispersion#inflation} of the events. */
    public void look(double inflation) {
        test.look(inflation);
    }

    /** The test. */
    public SequentialTest test() {
        return test;
    }

    /** By how much the canary's rate differs, as a share of the baseline's; bounds by the normal approximation; {@code null} while a side had no bad events. */
    public Estimate estimate() {
        if (baselineWeighted == 0 || canaryWeighted == 0) {
            return null;
        }
        double log = Math.log(canaryWeighted / baselineWeighted);
        double deviation = 1 / Math.sqrt(test.variance());
        return Estimate.of(
                true,
                Math.expm1(log),
                Math.expm1(log - test.radius(Side.UP) * deviation),
                test.radius(Side.DOWN) == Double.POSITIVE_INFINITY
                        ? Double.POSITIVE_INFINITY
                        : Math.expm1(log + test.radius(Side.DOWN) * deviation));
    }

    /** What has to be recorded. */
    public State state() {
        return new State(test.state(), tolerance, canaryWeighted, baselineWeighted);
    }

    /**
     * A ratio test on record.
     *
     * @param test the test
     * @param tolerance of the null hypothesis
     * @param canaryWeighted the numerator of the estimate
     * @param baselineWeighted its denominator
     */
    public record State(SequentialTest.State test, double tolerance, double canaryWeighted, double baselineWeighted) {}
}
