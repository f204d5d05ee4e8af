package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AutoregressionTest {
    private static Autoregression of(double... values) {
        Autoregression series = new Autoregression();
        Arrays.stream(values).forEach(value -> series.add(value, 1));
        return series;
    }

    private static double[] noise(long seed, int many, double mean) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> mean + random.nextGaussian())
                .limit(many)
                .toArray();
    }

    /** The logarithm of the likelihood of a stationary series with that mean and memory and the variance that suits it. */
    private static double likelihood(double[] values, double mean, double memory) {
        double squares = 0;
        for (int i = 1; i < values.length; i++) {
            squares += Math.pow(values[i] - mean - memory * (values[i - 1] - mean), 2);
        }
        double variance = squares / (values.length - 1);
        double first = Math.pow(values[0] - mean, 2) * (1 - memory * memory);
        return (Math.log(1 - memory * memory) - values.length * Math.log(variance) - (first + squares) / variance) / 2;
    }

    /** Of a hundred numbers the exact ratio is found by search; ours leaves out four of them, and is as good. */
    @Test
    void theRatioIsThatOfTheLikelihoods() {
        double[] values = noise(3, 100, 0.5);
        DoubleBinaryOperator of = (mean, memory) -> likelihood(values, mean, memory);
        double with = Double.NEGATIVE_INFINITY;
        double without = Double.NEGATIVE_INFINITY;
        for (double memory = -0.9; memory < 0.9; memory += 0.01) {
            without = Math.max(without, of.applyAsDouble(0, memory));
            for (double mean = 0; mean < 1; mean += 0.01) {
                with = Math.max(with, of.applyAsDouble(mean, memory));
            }
        }

        Autoregression series = of(values);
        double charged = (with - without) * 96 / 100 - 2 * Math.log(100.0 / 60);
        assertThat(charged).isGreaterThan(2);
        assertThat(series.logRatio()).isCloseTo(charged, within(0.25));
        assertThat(series.sign()).isEqualTo(1);
    }

    /** A drift begins near 0; what is far from it at once is a change. */
    @Test
    void whatIsFarFromTheBeginningIsBelievedSooner() {
        double[] atOnce = noise(5, 12, 4);
        double[] drifting = atOnce.clone();
        drifting[0] = 0;

        assertThat(of(atOnce).logRatio()).isGreaterThan(of(drifting).logRatio() + 1);
    }

    /** One wild value is no evidence, where it comes first neither. */
    @Test
    void oneWildValueConvincesNobody() {
        double[] values = noise(7, 40, 0);
        double tame = of(values).logRatio();
        values[0] = 1_000;

        assertThat(of(values).logRatio()).isLessThan(tame + 1);
    }
}
