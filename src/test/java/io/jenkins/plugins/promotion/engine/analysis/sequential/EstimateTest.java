package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void theIntervalOfAShiftHoldsItAndNarrows(int looks) {
        Random random = new Random(2);
        RankTest test = new RankTest(new Settings(looks, 0.05, List.of(Side.UP)), 0);
        double width = Double.POSITIVE_INFINITY;
        for (int look = 0; look < 12; look++) {
            test.add(values(random, 200, 1.2), values(random, 200, 1));
            test.look();
            Estimate estimate = test.estimate();
            if (look % 4 == 3) {
                assertThat(estimate.relative()).isTrue();
                assertThat(estimate.low()).isLessThan(0.2);
                assertThat(estimate.high()).isGreaterThan(0.2);
                assertThat(estimate.high() - estimate.low()).isLessThan(width);
                width = estimate.high() - estimate.low();
            }
        }

        assertThat(test.estimate().value()).isCloseTo(0.2, within(0.05));
        assertThat(test.probabilityHigher()).isCloseTo(0.602, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.3})
    void valuesThatVaryLessThanIsToleratedDoNotSeemToDifferByTheTolerance(double tolerance) {
        Random random = new Random(3);
        RankTest test = new RankTest(new Settings(10, 0.05, List.of(Side.UP)), tolerance);
        for (int look = 0; look < 10; look++) {
            double[] canary = values(random, 20, 1);
            double[] baseline = values(random, 20, 1);
            for (int i = 0; i < canary.length; i++) {
                canary[i] = 200 + canary[i];
                baseline[i] = 200 + baseline[i];
            }
            test.add(canary, baseline);
            test.look();
        }

        assertThat(test.estimate().value()).isCloseTo(0, within(0.01));
        assertThat(test.estimate().low()).isLessThan(0);
        assertThat(test.estimate().high()).isBetween(0.0, tolerance);
    }

    private static double[] values(Random random, int many, double level) {
        double[] values = new double[many];
        Arrays.setAll(values, i -> level * Math.exp(0.5 * random.nextGaussian()));
        Arrays.sort(values);
        return values;
    }

    /** Few events make skew intervals; still, a test that rejects has an interval that says the same. */
    @ParameterizedTest
    @ValueSource(ints = {0, 30})
    void theIntervalOfARatioNeverContradictsItsTest(int looks) {
        Random random = new Random(4);
        for (int run = 0; run < 50; run++) {
            RatioTest test = new RatioTest(new Settings(looks, 0.05, List.of(Side.UP)), 0.1);
            for (int look = 0; look < 30 && !test.test().crossed(Side.UP); look++) {
                test.add(random.nextInt(5), 100, random.nextInt(8), 500);
                test.look(1);
            }
            if (test.test().crossed(Side.UP) && test.estimate() != null) {
                assertThat(test.estimate().low()).isGreaterThan(0.1 - 0.01);
                assertThat(test.estimate().value())
                        .isGreaterThan(test.estimate().low());
            }
        }
    }

    /** As when a rollout goes from step to step. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 3})
    void theIntervalOfARatioHoldsItWhileTheShareOfTheTrafficRises(double ratio) {
        Random random = new Random(5);
        RatioTest test = new RatioTest(new Settings(90, 0.05, List.of(Side.UP)), 0.1);
        for (int weight : new int[] {5, 25, 50}) {
            for (int look = 0; look < 30; look++) {
                int canary = 4 * weight;
                test.add(bad(random, canary, 0.2 * ratio), canary, bad(random, 400 - canary, 0.2), 400 - canary);
                test.look(1);
            }
        }

        Estimate estimate = test.estimate();
        assertThat(estimate.value()).isCloseTo(ratio - 1, within(0.1 * ratio));
        assertThat(estimate.low()).isBetween(estimate.value() - 0.2 * ratio, estimate.value() - 0.02 * ratio);
        assertThat(estimate.high()).isBetween(estimate.value() + 0.02 * ratio, estimate.value() + 0.25 * ratio);
    }

    private static long bad(Random random, int all, double rate) {
        return random.doubles(all).filter(each -> each < rate).count();
    }
}
