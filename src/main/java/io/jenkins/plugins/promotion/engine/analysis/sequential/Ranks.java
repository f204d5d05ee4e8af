package io.jenkins.plugins.promotion.engine.analysis.sequential;

/** Counting pairs of two sorted samples by one merge. */
public final class Ranks {
    private Ranks() {}

    /**
     * #{canary > baseline'} + #{equal} / 2, where {@code baseline' = baseline + relative |baseline| + absolute}.
     *
     * @param canary ascending
     * @param baseline ascending
     * @param relative greater than -1, so that the order of the baseline stays
     */
    public static double pairs(double[] canary, double[] baseline, double relative, double absolute) {
        double above = 1 + relative;
        double below = 1 - relative;
        int n = baseline.length;
        int lower = 0;
        int notHigher = 0;
        long twice = 0;
        for (double value : canary) {
            while (lower < n && shifted(baseline[lower], above, below, absolute) < value) {
                lower++;
            }
            if (notHigher < lower) {
                notHigher = lower;
            }
            while (notHigher < n && shifted(baseline[notHigher], above, below, absolute) <= value) {
                notHigher++;
            }
            twice += lower + notHigher;
        }
        return twice / 2.0;
    }

    private static double shifted(double value, double above, double below, double absolute) {
        return value * (value >= 0 ? above : below) + absolute;
    }
}
