package io.jenkins.plugins.promotion.engine.analysis.kayenta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KayentaVerdictTest {
    /** Continuous and tied values, small and large units, shifts of all sizes. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.01, 1, 1_000})
    void theShortWayToAVerdictIsTheLongOne(double unit) {
        Random random = new Random(41);
        int notPassed = 0;
        for (int round = 0; round < 1_500; round++) {
            int m = 1 + random.nextInt(60);
            int n = 1 + random.nextInt(60);
            double shift = random.nextInt(3) * random.nextGaussian();
            double grid = random.nextInt(3) == 0 ? 0.5 : 0;
            double[] x = values(random, m, shift, grid, unit);
            double[] y = values(random, n, 0, grid, unit);
            KayentaMetric plain = KayentaMetric.plain();
            KayentaMetric metric = new KayentaMetric(
                    KayentaMetric.Direction.values()[random.nextInt(3)],
                    random.nextBoolean(),
                    random.nextBoolean() ? 3.0 : null,
                    false,
                    false,
                    random.nextBoolean() ? plain.effect() : new KayentaMetric.Effect(false, 1.2, 0.8, 2, 0.5),
                    0.25,
                    0.98);

            Classification expected = KayentaJudge.judge(metric, x, y).classification();
            notPassed += expected == Classification.PASS ? 0 : 1;

            assertThat(KayentaJudge.verdict(metric, x, y)).as("round %s", round).isEqualTo(expected);
        }
        assertThat(notPassed).isGreaterThan(200);
    }

    private static double[] values(Random random, int many, double shift, double grid, double unit) {
        double[] values = new double[many];
        for (int i = 0; i < many; i++) {
            double value = 5 + shift + random.nextGaussian();
            values[i] = unit * (grid == 0 ? value : grid * Math.rint(value / grid));
        }
        return values;
    }

    /** What parity costs: the same data in another unit can get another verdict. */
    @Test
    void kayentaDependsOnTheUnit() {
        Random random = new Random(43);
        int differs = 0;
        for (int round = 0; round < 200; round++) {
            double[] x = values(random, 40, 0, 0, 1);
            double[] y = values(random, 40, 0, 0, 1);
            KayentaMetric plain = KayentaMetric.plain();
            differs += KayentaJudge.judge(plain, x, y).classification()
                            == KayentaJudge.judge(plain, scaled(x), scaled(y)).classification()
                    ? 0
                    : 1;
        }
        assertThat(differs).isGreaterThan(2);
    }

    private static double[] scaled(double[] values) {
        return java.util.Arrays.stream(values).map(value -> value * 1e-5).toArray();
    }
}
