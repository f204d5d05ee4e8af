package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * What one interval adds to a test: a statistic whose distribution is known exactly where the null hypothesis just holds,
 * given what says nothing about it (sizes, totals, magnitudes) and all that was seen before.
 */
sealed interface Increment permits RankIncrement, CountIncrement, SignIncrement {
    /** The statistic, less its mean under the null hypothesis. */
    double value();

    /** Its variance under the null hypothesis. */
    double variance();

    /**
     * Adds, to each place, the logarithm of the null moment generating function at {@code sign} times the tilt there.
     *
     * @param tilts towards the side of the sign; positive, in ascending order
     */
    void addLogMoments(Growth tilts, int sign, double[] into);

    /** The null distribution of the statistic. */
    Lattice distribution();

    /** Two numbers from which {@link #distribution()} can be made again, with the kind of the increment. */
    double[] ancillary();
}
