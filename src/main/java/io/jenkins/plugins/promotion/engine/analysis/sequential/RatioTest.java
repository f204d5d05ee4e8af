package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.ArrayList;
import java.util.List;

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
    private static final double BOUNDED = 12;
    private static final double LIKE = 1.25;
    private static final int MOST_STRATA = 100;

    private final SequentialTest test;
    private final double tolerance;
    private double canaryWeighted;
    private double baselineWeighted;
    private long canaryBad;
    private long both;
    private double oddsSum;
    private final List<Stratum> strata = new ArrayList<>();
    private double inflation = 1;

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
        canaryBad = state.canaryBad();
        both = state.both();
        oddsSum = state.oddsSum();
        if (state.strata() != null) {
            strata.addAll(state.strata());
        } else if (both > 0) {
            strata.add(new Stratum(oddsSum / both, both, oddsSum));
        }
        inflation = state.inflation();
    }

    /** Adds an interval in which both sides were exposed. */
    public void add(long ofCanary, double canaryExposure, long ofBaseline, double baselineExposure) {
        double odds = (1 + tolerance) * canaryExposure / baselineExposure;
        double whole = canaryExposure + baselineExposure;
        canaryBad += ofCanary;
        both += ofCanary + ofBaseline;
        oddsSum += (ofCanary + ofBaseline) * odds;
        stratify(ofCanary + ofBaseline, odds);
        canaryWeighted += ofCanary * (baselineExposure / whole);
        baselineWeighted += ofBaseline * (canaryExposure / whole);
        test.add(new CountIncrement(ofCanary, ofCanary + ofBaseline, odds / (1 + odds)));
    }

    /** Intervals in which the canary had about the same share of the traffic are taken together. */
    private void stratify(long events, double odds) {
        if (events == 0) {
            return;
        }
        for (int i = 0; i < strata.size(); i++) {
            Stratum stratum = strata.get(i);
            if (stratum.isLike(odds) || i == MOST_STRATA - 1) {
                strata.set(i, stratum.with(events, odds));
                return;
            }
        }
        strata.add(new Stratum(odds, events, events * odds));
    }

    /** Looks at what was added; {@code itsInflation} is the {@link Dispersion#inflation} of the events. */
    public void look(double itsInflation) {
        inflation = itsInflation;
        test.look(itsInflation);
    }

    /** The test. */
    public SequentialTest test() {
        return test;
    }

    /** By how much the canary's rate differs, as a share of the baseline's; with bounds; {@code null} while a side had no bad events. */
    public Estimate estimate() {
        if (baselineWeighted == 0 || canaryWeighted == 0) {
            return null;
        }
        double ratio = canaryWeighted / baselineWeighted;
        double higher = bound(ratio, test.radius(Side.DOWN), Side.DOWN);
        return Estimate.of(true, ratio - 1, bound(ratio, test.radius(Side.UP), Side.UP) - 1, higher - 1);
    }

    /**
     * The ratio at which the standardised score would be as large as the radius (Wilson 1927), with the odds of each stratum.
     * At the ratio of the null hypothesis it is the test itself, so that a bound never contradicts it.
     */
    private double bound(double ratio, double radius, Side side) {
        double inflated = radius * Math.sqrt(inflation);
        double low = side == Side.UP ? -BOUNDED : Math.log(ratio);
        double high = side == Side.UP ? Math.log(ratio) : BOUNDED;
        if (Double.isInfinite(inflated)) {
            return side == Side.UP ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double bad = canaryBad;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            double expected = 0;
            double variance = 0;
            for (Stratum stratum : strata) {
                double at = stratum.odds() / stratum.events() / (1 + tolerance) * Math.exp(middle);
                double share = at / (1 + at);
                expected += stratum.events() * share;
                variance += stratum.events() * share * (1 - share);
            }
            double z = side.sign() * (bad - expected) / Math.sqrt(variance);
            if ((z > inflated) == (side == Side.UP)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double found = Math.exp((low + high) / 2);
        return side == Side.DOWN && found > Math.exp(BOUNDED - 1) ? Double.POSITIVE_INFINITY : found;
    }

    /** What has to be recorded. */
    public State state() {
        return new State(
                test.state(),
                tolerance,
                canaryWeighted,
                baselineWeighted,
                canaryBad,
                both,
                oddsSum,
                inflation,
                List.copyOf(strata));
    }

    /**
     * A ratio test on record.
     *
     * @param test the test
     * @param tolerance of the null hypothesis
     * @param canaryWeighted the numerator of the estimate
     * @param baselineWeighted its denominator
     * @param canaryBad bad events of the canary
     * @param both bad events of both sides
     * @param oddsSum the sum of the odds, weighted by the bad events
     * @param inflation of the variance at the last look
     * @param strata by the odds; {@code null} in records that took all together
     */
    public record State(
            SequentialTest.State test,
            double tolerance,
            double canaryWeighted,
            double baselineWeighted,
            long canaryBad,
            long both,
            double oddsSum,
            double inflation,
            List<Stratum> strata) {}

    /**
     * Intervals of about the same odds.
     *
     * @param anchor the odds of the first one
     * @param events bad events of both sides
     * @param odds their sum, weighted by these
     */
    public record Stratum(double anchor, double events, double odds) {
        private boolean isLike(double other) {
            return other < anchor * LIKE && other * LIKE > anchor;
        }

        private Stratum with(long more, double ofOdds) {
            return new Stratum(anchor, events + more, odds + more * ofOdds);
        }
    }
}
