package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * How much of the error level may have been spent by which look (Lan and DeMets 1983), in the power family of Kim and
 * DeMets (1987). It depends on the number of the look alone, never on what was seen.
 *
 * @param looks how many were declared, positive
 * @param power 1 spends evenly; larger ones keep more for the end
 */
record Spending(int looks, double power) {
    /** Kept for looks after the declared ones, such as those of a pause, so that the test never runs out. */
    private static final double KEPT = 0.05;

    /** The share of the level that may be spent up to the given look, from 1 on; less than 1. */
    double upTo(long look) {
        return look <= looks ? (1 - KEPT) * Math.pow(look / (double) looks, power) : 1 - KEPT * looks / (double) look;
    }
}
