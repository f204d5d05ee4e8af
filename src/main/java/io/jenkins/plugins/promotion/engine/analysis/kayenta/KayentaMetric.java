package io.jenkins.plugins.promotion.engine.analysis.kayenta;

/**
 * How Kayenta is told to judge a metric.
 *
 * @param direction which change matters
 * @param missingAsZero whether missing values count as 0; else they are left out
 * @param outlierFactor how far outside of the quartiles values are left out, {@code null} where they are kept
 * @param critical whether it alone can fail the canary
 * @param mustHaveData whether it fails when there is nothing to compare
 * @param effect from which effect on a difference matters
 * @param tolerance the share of the estimated shift that the interval must exclude
 * @param confidence of the interval
 */
public record KayentaMetric(
        Direction direction,
        boolean missingAsZero,
        Double outlierFactor,
        boolean critical,
        boolean mustHaveData,
        Effect effect,
        double tolerance,
        double confidence) {
    /** What the judge has built in, whatever it is told. */
    public static final double TOLERANCE = 0.25;
    /** What the judge has built in, whatever it is told. */
    public static final double CONFIDENCE = 0.98;

    /** Which change matters. */
    public enum Direction {
        /** Higher is worse. */
        INCREASE,
        /** Lower is worse. */
        DECREASE,
        /** Both are. */
        EITHER;

        /** The one that is written so; either where there is none, as Kayenta has it. */
        public static Direction of(String word) {
            return "increase".equals(word) ? INCREASE : "decrease".equals(word) ? DECREASE : EITHER;
        }

        boolean up() {
            return this != DECREASE;
        }

        boolean down() {
            return this != INCREASE;
        }
    }

    /**
     * From which effect on a difference matters.
     *
     * @param commonLanguage whether the effect is the share of pairs in which the canary is higher; else the ratio of means
     * @param allowedIncrease an increase below it passes
     * @param allowedDecrease a decrease above it passes
     * @param criticalIncrease an increase below it is not critical
     * @param criticalDecrease a decrease above it is not critical
     */
    public record Effect(
            boolean commonLanguage,
            double allowedIncrease,
            double allowedDecrease,
            double criticalIncrease,
            double criticalDecrease) {
        /** Every difference matters. */
        public static Effect any(boolean commonLanguage) {
            double none = commonLanguage ? 0.5 : 1;
            return new Effect(commonLanguage, none, none, none, none);
        }
    }

    /** As the judge has it where nothing is said. */
    public static KayentaMetric plain() {
        return new KayentaMetric(Direction.EITHER, false, null, false, false, Effect.any(false), TOLERANCE, CONFIDENCE);
    }
}
