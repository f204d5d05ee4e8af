package io.jenkins.plugins.promotion.engine.analysis.sequential;

import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Whether counted events vary more from interval to interval than independent ones would, as those do that come in bursts.
 *
 * <p>Intervals are put together until they can tell something. The share of the canary's events in each is compared with
 * the ratio of the rates just before it, whatever that ratio is, so that neither a real difference nor one that begins in the
 * middle is taken for dispersion. The squared standardised residuals, each cut off so that one alone decides nothing, then
 * add up to about a chi-squared variable.
 */
public final class Dispersion {
    private static final double ENOUGH = 2;
    private static final double MEMORY = 0.5;
    private static final double MOST = 10;
    private static final double SUSPICIOUS = 0.3;
    private static final double UNKNOWN = 5;
    private static final double CLEAR = 0.005;
    private static final int FEW = 4;
    private static final double HARMLESS = 1.25;

    private State state;

    /** Nothing was seen yet. */
    public Dispersion() {
        this(new State(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** As it was recorded. */
    public Dispersion(State state) {
        this.state = state;
    }

    /** Adds an interval in which both sides were exposed. */
    public void add(long canaryBad, double canaryExposure, long baselineBad, double baselineExposure) {
        double bad = state.canary() + canaryBad;
        double other = state.baseline() + baselineBad;
        double exposure = state.exposure() + canaryExposure;
        double otherExposure = state.otherExposure() + baselineExposure;
        double ratio = state.past() == 0
                ? 1
                : (state.pastCanary() + 0.5) / (state.past() - state.pastCanary() + 0.5) / state.pastOdds();
        double odds = ratio * exposure / otherExposure;
        double share = odds / (1 + odds);
        double both = bad + other;
        if (both * share * (1 - share) < ENOUGH) {
            state = state.collecting(bad, other, exposure, otherExposure);
            return;
        }
        double squares = state.squares();
        int freedom = state.freedom();
        if (state.past() > 0) {
            double residual = bad - both * share;
            squares += Math.min(MOST, residual * residual / (both * share * (1 - share) * (1 + both / state.past())));
            freedom++;
        }
        double kept = MEMORY * state.past();
        double past = kept + both;
        double pastOdds = (kept * state.pastOdds() + both * exposure / otherExposure) / past;
        state = new State(0, 0, 0, 0, MEMORY * state.pastCanary() + bad, past, pastOdds, squares, freedom);
    }

    /** How many times as large as that of independent events the variance is; 1 while nothing is known. */
    public double factor() {
        return state.freedom() == 0 ? 1 : state.squares() / state.freedom();
    }

    /** On how many comparisons this rests. */
    public int freedom() {
        return state.freedom();
    }

    /** Whether events are so clearly not independent that a test for independent ones must not be used. */
    public boolean isTooLarge() {
        return factor() > HARMLESS && chance() < CLEAR;
    }

    /** By what the variance is to be multiplied while it is not clear whether events are independent. */
    public double inflation() {
        double cautious = state.freedom() == 0 ? 1 : factor() * (1 + 3.0 / state.freedom());
        if (state.freedom() < FEW) {
            return Math.max(UNKNOWN, cautious);
        }
        return chance() < SUSPICIOUS ? Math.max(1, cautious) : 1;
    }

    /** The probability that independent events vary that much. */
    private double chance() {
        return state.freedom() == 0 ? 1 : RegularizedGamma.Q.value(state.freedom() / 2.0, state.squares() / 2);
    }

    /** What has to be recorded. */
    public State state() {
        return state;
    }

    /**
     * On record.
     *
     * @param canary bad events since the last comparison
     * @param baseline those of the baseline
     * @param exposure of the canary since then
     * @param otherExposure of the baseline
     * @param pastCanary the canary's bad events before that, older ones counting less
     * @param past those of both sides
     * @param pastOdds the mean ratio of the exposures
     * @param squares the sum of the squared residuals
     * @param freedom of how many
     */
    public record State(
            double canary,
            double baseline,
            double exposure,
            double otherExposure,
            double pastCanary,
            double past,
            double pastOdds,
            double squares,
            int freedom) {
        State collecting(double bad, double other, double itsExposure, double itsOtherExposure) {
            return new State(bad, other, itsExposure, itsOtherExposure, pastCanary, past, pastOdds, squares, freedom);
        }
    }
}
