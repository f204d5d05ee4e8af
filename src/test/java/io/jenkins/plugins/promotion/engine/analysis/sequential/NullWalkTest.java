package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boundaries, against all paths or very many. */
class NullWalkTest {
    private static final double LEVEL = 0.05;

    /** All 2^14 paths of coins with uneven weights: what crosses is at most the level, and not much less. */
    @Test
    void allPathsOfSignsTogetherCrossWithTheLevel() {
        int flips = 14;
        double[] weights = new double[flips];
        Random random = new Random(3);
        for (int i = 0; i < flips; i++) {
            weights[i] = 0.2 + 0.8 * random.nextDouble();
        }
        Spending spending = new Spending(flips, 1);
        NullWalk walk = new NullWalk();
        double[] boundary = new double[flips];
        for (int i = 0; i < flips; i++) {
            SignIncrement increment = new SignIncrement(1, weights[i]);
            walk.add(increment.distribution(), increment.variance());
            boundary[i] = walk.cut(LEVEL * spending.upTo(i + 1)).at();
        }
        int crossed = 0;
        for (int path = 0; path < 1 << flips; path++) {
            double sum = 0;
            for (int i = 0; i < flips; i++) {
                sum += (path >> i & 1) == 1 ? weights[i] : -weights[i];
                if (sum >= boundary[i]) {
                    crossed++;
                    break;
                }
            }
        }

        assertThat(crossed / (double) (1 << flips)).isBetween(0.8 * LEVEL, LEVEL);
    }

    /** On the lattice of counts nothing is smeared: enumerated exactly. */
    @Test
    void countsAreExact() {
        int looks = 6;
        Spending spending = new Spending(looks, 1);
        NullWalk walk = new NullWalk();
        double[] boundary = new double[looks];
        for (int i = 0; i < looks; i++) {
            CountIncrement increment = new CountIncrement(0, 4, 0.3);
            walk.add(increment.distribution(), increment.variance());
            boundary[i] = walk.cut(LEVEL * spending.upTo(i + 1)).at();
        }
        double crossed = crossing(boundary, 0, 0);

        assertThat(crossed).isLessThanOrEqualTo(LEVEL).isGreaterThan(0.5 * LEVEL);
    }

    private static double crossing(double[] boundary, int look, double sum) {
        if (look == boundary.length) {
            return 0;
        }
        double[] mass = {0.2401, 0.4116, 0.2646, 0.0756, 0.0081};
        double crossed = 0;
        for (int s = 0; s <= 4; s++) {
            double next = sum + s - 1.2;
            crossed += mass[s] * (next >= boundary[look] ? 1 : crossing(boundary, look + 1, next));
        }
        return crossed;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 25, 200})
    void ranksCrossWithTheLevel(int size) {
        int looks = 10;
        int runs = 20_000;
        Spending spending = new Spending(looks, 1);
        NullWalk walk = new NullWalk();
        double[] boundary = new double[looks];
        RankIncrement any = new RankIncrement(size, size, 0);
        for (int i = 0; i < looks; i++) {
            walk.add(any.distribution(), any.variance());
            boundary[i] = walk.cut(LEVEL * spending.upTo(i + 1)).at();
        }
        double[] mass = RankDistribution.probabilities(size, Math.min(size, 40));
        Random random = new Random(11);
        int crossed = 0;
        for (int run = 0; run < runs; run++) {
            double sum = 0;
            for (int i = 0; i < looks; i++) {
                double u = size > 40 ? normalU(random, size) : drawn(random, mass);
                sum += new RankIncrement(size, size, u).value();
                if (sum >= boundary[i]) {
                    crossed++;
                    break;
                }
            }
        }

        // Two standard errors of 20,000 runs are 0.003.
        assertThat(crossed / (double) runs).isBetween(0.036, LEVEL + 0.003);
    }

    private static double normalU(Random random, int n) {
        return n * n / 2.0 + random.nextGaussian() * Math.sqrt(n * (double) n * (2 * n + 1) / 12);
    }

    private static int drawn(Random random, double[] mass) {
        double left = random.nextDouble();
        int u = 0;
        while (u < mass.length - 1 && left > mass[u]) {
            left -= mass[u++];
        }
        return u;
    }

    @Test
    void nothingIsSpentOnWhatCannotHappen() {
        NullWalk walk = new NullWalk();

        assertThat(walk.cut(0.01).at()).isInfinite();
    }

    @Test
    void theLevelNeverRunsOut() {
        Spending spending = new Spending(12, 1);

        assertThat(spending.upTo(12)).isEqualTo(0.95);
        assertThat(spending.upTo(13)).isGreaterThan(0.95);
        assertThat(spending.upTo(1_000_000_000)).isGreaterThan(0.9999).isLessThan(1);
    }
}
