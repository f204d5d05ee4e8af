package io.jenkins.plugins.promotion.engine.analysis.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTestTest {
    private static double[] values(Random random, int many, double level) {
        double[] values = new double[many];
        Arrays.setAll(values, i -> level * Math.exp(0.5 * random.nextGaussian()));
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 1, 1e3, 1e6})
    void theUnitChangesNothing(double unit) {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            double[] canary = values(random, 30, 1.2);
            double[] baseline = values(random, 40, 1);
            WindowTest.Result expected = new WindowTest(canary, baseline).against(Side.UP, 0.05, 0.01);

            WindowTest.Result found =
                    new WindowTest(scaled(canary, unit), scaled(baseline, unit)).against(Side.UP, 0.05, 0.01);

            assertThat(found.p()).isCloseTo(expected.p(), within(1e-9));
            assertThat(found.effect().value()).isCloseTo(expected.effect().value(), within(1e-9));
            assertThat(found.effect().low()).isCloseTo(expected.effect().low(), within(1e-9));
        }
    }

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(value -> value * unit).toArray();
    }

    @Test
    void theShiftIsTheMedianOfAllQuotients() {
        double[] canary = {2, 4, 9};
        double[] baseline = {1, 3};
        // 2/3 4/3 2 3 4 9: between the third and the fourth
        assertThat(new WindowTest(canary, baseline)
                        .against(Side.UP, 0, 0.05)
                        .effect()
                        .value())
                .isBetween(1.0 - 1e-9, 2.0 + 1e-9);
    }

    @Test
    void negativeValuesAreShiftedInTheirUnit() {
        double[] canary = {-1, 0, 1, 2, 3};
        double[] baseline = {-3, -2, -1, 0, 1};

        WindowTest.Result result = new WindowTest(canary, baseline).against(Side.UP, 0, 0.05);

        assertThat(result.effect().relative()).isFalse();
        assertThat(result.effect().value()).isCloseTo(2, within(1e-6));
    }

    @Test
    void theLevelIsKept() {
        Random random = new Random(9);
        int rejected = 0;
        for (int run = 0; run < 4_000; run++) {
            rejected += new WindowTest(values(random, 25, 1), values(random, 40, 1))
                                    .against(Side.UP, 0, 0.05)
                                    .p()
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat(rejected / 4_000.0).isBetween(0.036, 0.06);
    }

    @Test
    void allEqualValuesSayNothing() {
        double[] same = {5, 5, 5};

        assertThat(new WindowTest(same, same).against(Side.UP, 0, 0.05).p()).isEqualTo(1);
    }
}
