package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The null distribution of U, against all ways in which labels can fall. */
class RankIncrementTest {
    private static final double[] TILTS = {0.001, 0.05, 0.2, 0.4};

    /** U of each assignment of m labels to the pooled values. */
    private static List<Double> allOf(double[] pooled, int m) {
        List<Double> all = new ArrayList<>();
        for (int labels = 0; labels < 1 << pooled.length; labels++) {
            if (Integer.bitCount(labels) == m) {
                double u = 0;
                for (int i = 0; i < pooled.length; i++) {
                    for (int j = 0; j < pooled.length; j++) {
                        if ((labels >> i & 1) == 1 && (labels >> j & 1) == 0) {
                            u += pooled[i] > pooled[j] ? 1 : pooled[i] == pooled[j] ? 0.5 : 0;
                        }
                    }
                }
                all.add(u);
            }
        }
        return all;
    }

    private static double[] distinct(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> i);
        return values;
    }

    private static double logMean(List<Double> us, int m, int n, double tilt) {
        double sum = 0;
        for (double u : us) {
            sum += Math.exp(tilt * new RankIncrement(m, n, u).value());
        }
        return Math.log(sum / us.size());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "2, 3", "3, 3", "4, 7", "5, 5", "6, 4", "7, 7"})
    void momentsAreThoseOfAllAssignments(int m, int n) {
        List<Double> us = allOf(distinct(m + n), m);
        double[] logs = new double[TILTS.length];

        new RankIncrement(m, n, 0).addLogMoments(new Growth(TILTS, Side.UP), 1, logs);

        for (int k = 0; k < TILTS.length; k++) {
            double expected = logMean(us, m, n, TILTS[k]);
            assertThat(logs[k]).isCloseTo(expected, within(1e-10 * Math.max(1e-3, expected)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "3, 3", "4, 6", "7, 5"})
    void theDistributionCountsAllAssignments(int m, int n) {
        List<Double> us = allOf(distinct(m + n), m);
        double[] counted = RankDistribution.probabilities(m, n);

        for (int u = 0; u <= m * n; u++) {
            double value = u;
            double expected = us.stream().filter(each -> each == value).count() / (double) us.size();
            assertThat(counted[u]).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void tiesStayOnTheSafeSide() {
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            int m = 2 + random.nextInt(4);
            int n = 2 + random.nextInt(4);
            double[] pooled = random.ints(m + n, 0, 4).asDoubleStream().toArray();
            List<Double> us = allOf(pooled, m);
            double[] logs = new double[TILTS.length];
            new RankIncrement(m, n, 0).addLogMoments(new Growth(TILTS, Side.UP), 1, logs);
            for (int k = 0; k < TILTS.length; k++) {
                assertThat(logMean(us, m, n, TILTS[k])).isLessThanOrEqualTo(logs[k] + 1e-12);
            }
        }
    }

    /** Large samples take another way through the power sums; both must agree where they meet. */
    @Test
    void largeSamplesContinueSmallOnes() {
        for (int small : new int[] {95, 96, 97, 98}) {
            double[] logs = new double[TILTS.length];
            new RankIncrement(small, 400, 0).addLogMoments(new Growth(TILTS, Side.UP), 1, logs);
            for (int k = 0; k < TILTS.length; k++) {
                double x = 6 * TILTS[k] / (small + 401.0);
                double direct = 0;
                for (int i = 1; i <= small; i++) {
                    direct += logSinh(x * (400 + i)) - logSinh(x * i);
                }
                assertThat(logs[k]).isCloseTo(direct, within(1e-8 * Math.abs(direct)));
            }
        }
    }

    private static double logSinh(double x) {
        return Math.log(Math.sinh(x) / x);
    }

    @Test
    void theWeightMakesTheVarianceTheInformation() {
        List<Double> us = allOf(distinct(9), 4);
        double mean = us.stream()
                .mapToDouble(u -> Math.pow(new RankIncrement(4, 5, u).value(), 2))
                .average()
                .orElseThrow();

        assertThat(new RankIncrement(4, 5, 0).variance()).isCloseTo(mean, within(1e-10));
    }

    /** Over two intervals of two against two: the evidence is 1 on average, exactly. */
    @Test
    void evidenceIsOneOnAverage() {
        List<Double> us = allOf(distinct(4), 2);
        double sum = 0;
        for (double first : us) {
            for (double second : us) {
                Settings settings = new Settings(0, 0.05, List.of(Side.UP));
                SequentialTest test = new SequentialTest(Tilts.ofShifts(2.4, 6, 0.05), settings);
                test.add(new RankIncrement(2, 2, first));
                test.add(new RankIncrement(2, 2, second));
                sum += Math.exp(test.logEvidence(Side.UP));
            }
        }

        assertThat(sum / us.size() / us.size()).isCloseTo(1, within(1e-9));
    }
}
