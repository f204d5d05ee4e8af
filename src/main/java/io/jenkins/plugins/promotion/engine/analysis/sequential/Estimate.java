package io.jenkins.plugins.promotion.engine.analysis.sequential;

/**
 * How much the canary differs from the baseline.
 *
 * @param relative whether the numbers are shares of the baseline, 0.1 for 10 per cent more; else they are in its unit
 * @param value the best guess
 * @param low the lower bound, at the level of the test and valid at this look; negative infinity where there is none
 * @param high the upper bound; infinity where there is none
 */
public record Estimate(boolean relative, double value, double low, double high) {}
