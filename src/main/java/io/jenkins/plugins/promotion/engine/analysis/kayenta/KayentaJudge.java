package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import java.util.Arrays;
import java.util.Random;

/** Judges one metric as Kayenta does. */
public final class KayentaJudge {
    private static final double NOISE = 1e-5;
    private static final long SEED = 20_240_229;

    private KayentaJudge() {}

    /**
     * What is said of a metric.
     *
     * @param classification what
     * @param critical whether it fails the canary alone
     * @param ratio of the means, {@code null} where it was not needed or a mean is 0
     * @param low the lower bound of the shift, {@code null} where none was needed
     * @param high the upper bound
     * @param estimate of the shift
     * @param usedControl how many values of the baseline were left
     * @param usedExperiment how many of the canary
     * @param reason why there was nothing to compare, or why it broke, {@code null} otherwise
     */
    public record Result(
            Classification classification,
            boolean critical,
            Double ratio,
            Double low,
            Double high,
            Double estimate,
            int usedControl,
            int usedExperiment,
            String reason) {}

    /** Judges the values as they came; not a number is a missing one. */
    public static Result judge(KayentaMetric metric, double[] experiment, double[] control) {
        return classify(metric, transformed(metric, experiment), transformed(metric, control));
    }

    /**
     * What {@link #judge} says in the end, without the numbers of the interval: several times as fast, because most
     * comparisons can be decided without searching for it.
     */
    public static Classification verdict(KayentaMetric metric, double[] experiment, double[] control) {
        double[] x = transformed(metric, experiment);
        double[] y = transformed(metric, control);
        if (x.length > 1 && y.length > 1) {
            MannWhitney test = new MannWhitney(x, y);
            boolean constant = isConstant(test.experiment()) && isConstant(test.control());
            if (!constant && !Arrays.equals(test.experiment(), test.control())) {
                Screen screen = new Screen(
                        test,
                        metric.confidence(),
                        metric.direction().up() && metric.direction().down());
                boolean notHigher = !metric.direction().up() || screen.surelyNotHigher();
                boolean notLower = !metric.direction().down() || screen.surelyNotLower();
                if (notHigher && notLower) {
                    return Classification.PASS;
                }
                double effect =
                        metric.effect().commonLanguage() ? test.commonLanguageEffect() : Samples.meanRatio(x, y);
                if (notLower && !notHigher && screen.surelyBeyond(1, metric.tolerance())) {
                    return effect < metric.effect().allowedIncrease() ? Classification.PASS : Classification.HIGH;
                } else if (notHigher && !notLower && screen.surelyBeyond(-1, metric.tolerance())) {
                    return effect > metric.effect().allowedDecrease() ? Classification.PASS : Classification.LOW;
                }
                return compared(metric, test, x, y).classification();
            }
        }
        return classify(metric, x, y).classification();
    }

    private static boolean isConstant(double[] sorted) {
        return sorted[0] == sorted[sorted.length - 1];
    }

    private static double[] transformed(KayentaMetric metric, double[] values) {
        double[] present = metric.missingAsZero() ? Samples.missingAsZero(values) : Samples.withoutMissing(values);
        return metric.outlierFactor() == null
                ? present
                : Samples.withoutOutliers(present, metric.outlierFactor(), true);
    }

    private static Result classify(KayentaMetric metric, double[] experiment, double[] control) {
        if (experiment.length == 0 || control.length == 0) {
            return empty(metric, experiment, control);
        }
        double[] x = experiment.clone();
        double[] y = control.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        boolean constant = x[0] == x[x.length - 1] && y[0] == y[y.length - 1];
        if (Arrays.equals(x, y) || (constant && x[0] == y[0])) {
            return plain(Classification.PASS, false, experiment, control, null);
        }
        if (!constant) {
            return compared(metric, new MannWhitney(x, y), experiment, control);
        }
        Random random = new Random(SEED);
        double[] noisyX = Arrays.stream(x)
                .map(value -> value + NOISE * value * random.nextGaussian())
                .toArray();
        double[] noisyY = Arrays.stream(y)
                .map(value -> value + NOISE * value * random.nextGaussian())
                .toArray();
        Result noisy;
        try {
            noisy = compared(metric, new MannWhitney(noisyX, noisyY), noisyX, noisyY);
        } catch (ArithmeticException broken) {
            return plain(Classification.ERROR, false, experiment, control, broken.getMessage());
        }
        return plain(noisy.classification(), noisy.critical(), experiment, control, null);
    }

    private static Result empty(KayentaMetric metric, double[] experiment, double[] control) {
        if (metric.missingAsZero()) {
            return plain(Classification.PASS, false, experiment, control, null);
        }
        String reason = "No data for "
                + (experiment.length > 0 ? "the baseline" : control.length > 0 ? "the canary" : "either side") + ".";
        return metric.mustHaveData() && !metric.critical()
                ? plain(Classification.NODATA_FAIL_METRIC, false, experiment, control, reason)
                : plain(Classification.NODATA, metric.critical(), experiment, control, reason);
    }

    private static Result plain(
            Classification classification, boolean critical, double[] experiment, double[] control, String reason) {
        return new Result(classification, critical, null, null, null, null, control.length, experiment.length, reason);
    }

    private static Result compared(KayentaMetric metric, MannWhitney test, double[] experiment, double[] control) {
        double ratio = Samples.meanRatio(experiment, control);
        MannWhitney.Interval interval;
        try {
            interval = test.interval(metric.confidence());
        } catch (ArithmeticException broken) {
            return plain(Classification.ERROR, false, experiment, control, broken.getMessage());
        }
        double effect = metric.effect().commonLanguage() ? test.commonLanguageEffect() : ratio;
        Classification found = classification(metric, interval, effect);
        return new Result(
                found,
                metric.critical() && isCritical(found, metric.effect(), effect),
                Double.isNaN(ratio) ? null : ratio,
                interval.low(),
                interval.high(),
                interval.estimate(),
                control.length,
                experiment.length,
                null);
    }

    private static Classification classification(KayentaMetric metric, MannWhitney.Interval interval, double effect) {
        double tolerated = metric.tolerance() * Math.abs(interval.estimate());
        if (metric.direction().up()
                && interval.low() > tolerated
                && !(effect < metric.effect().allowedIncrease())) {
            return Classification.HIGH;
        } else if (metric.direction().down()
                && interval.high() < -tolerated
                && !(effect > metric.effect().allowedDecrease())) {
            return Classification.LOW;
        }
        return Classification.PASS;
    }

    private static boolean isCritical(Classification found, KayentaMetric.Effect allowed, double effect) {
        return (found == Classification.HIGH && !(effect < allowed.criticalIncrease()))
                || (found == Classification.LOW && !(effect > allowed.criticalDecrease()));
    }
}
