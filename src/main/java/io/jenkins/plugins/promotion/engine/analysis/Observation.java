package io.jenkins.plugins.promotion.engine.analysis;

/** What one interval brought of one metric. Not a number stands for a missing value. */
public sealed interface Observation {
    /**
     * Raw values. The arrays are not copied and are sorted in place.
     *
     * @param canary its values
     * @param baseline its values
     */
    record Values(double[] canary, double[] baseline) implements Observation {}

    /**
     * Counted events; negative where they are missing.
     *
     * @param canaryBad bad events of the canary
     * @param canaryTotal all of them, or how much it was exposed to
     * @param baselineBad bad events of the baseline
     * @param baselineTotal all of them
     */
    record Counts(long canaryBad, double canaryTotal, long baselineBad, double baselineTotal) implements Observation {}

    /**
     * Averages of the interval.
     *
     * @param canary of the canary
     * @param baseline of the baseline
     */
    record Averages(double canary, double baseline) implements Observation {}

    /** @param canary a value of the canary alone */
    record Level(double canary) implements Observation {}

    /** @param message why the source of the metric did not answer */
    record Failed(String message) implements Observation {}
}
