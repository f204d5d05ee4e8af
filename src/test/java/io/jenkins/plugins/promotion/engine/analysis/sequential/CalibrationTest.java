package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error levels and power by simulation, from fixed seeds; the bounds are wide enough for another seed. */
class CalibrationTest {
    private static final int RUNS = 1_000;
    private static final int LOOKS = 12;

    private static Settings settings(boolean declared, double level) {
        return new Settings(declared ? LOOKS : 0, level, List.of(Side.UP));
    }

    private static double[] values(Random random, int many, double change) {
        double[] values = new double[many];
        Arrays.setAll(values, i -> Math.exp(0.5 * random.nextGaussian()) * (1 + change));
        Arrays.sort(values);
        return values;
    }

    /** How many of all runs reject at any of 12 looks. */
    private static double ranks(boolean declared, double level, double change) {
        Random random = new Random(17);
        int rejected = 0;
        for (int run = 0; run < RUNS; run++) {
            RankTest test = new RankTest(settings(declared, level), 0);
            for (int look = 0; look < LOOKS; look++) {
                double load = 1 + look;
                double[] canary = Arrays.stream(values(random, 40, change))
                        .map(value -> load * value)
                        .toArray();
                double[] baseline = Arrays.stream(values(random, 60, 0))
                        .map(value -> load * value)
                        .toArray();
                test.add(canary, baseline);
                test.look();
            }
            rejected += test.test().crossed(Side.UP) ? 1 : 0;
        }
        return rejected / (double) RUNS;
    }

    @ParameterizedTest
    @CsvSource({
        // declared, level, change, at least, at most
        "true,  0.05, 0,    0.025, 0.065",
        "true,  0.01, 0,    0.001, 0.020",
        "false, 0.05, 0,    0.001, 0.035",
        "true,  0.01, 0.10, 0.65,  0.85",
        "false, 0.05, 0.10, 0.60,  0.80",
    })
    void ranksUnderADriftingLoad(boolean declared, double level, double change, double least, double most) {
        assertThat(ranks(declared, level, change)).isBetween(least, most);
    }

    private static double ratios(boolean declared, double ratio) {
        Random random = new Random(19);
        int rejected = 0;
        for (int run = 0; run < RUNS; run++) {
            RatioTest test = new RatioTest(settings(declared, 0.05), 0);
            for (int look = 0; look < LOOKS; look++) {
                long canary = 0;
                long baseline = 0;
                for (int i = 0; i < 1_000; i++) {
                    canary += random.nextDouble() < 0.02 * ratio ? 1 : 0;
                    baseline += random.nextDouble() < 0.02 ? 1 : 0;
                }
                test.add(canary, 1_000, baseline, 1_000);
                test.look(1);
            }
            rejected += test.test().crossed(Side.UP) ? 1 : 0;
        }
        return rejected / (double) RUNS;
    }

    @ParameterizedTest
    @CsvSource({"true, 1, 0.02, 0.065", "false, 1, 0.001, 0.03", "true, 1.4, 0.93, 1", "false, 1.4, 0.80, 0.97"})
    void ratiosOfRates(boolean declared, double ratio, double least, double most) {
        assertThat(ratios(declared, ratio)).isBetween(least, most);
    }

    private static double series(boolean declared, int looks, double change, double memory, boolean heavy) {
        return series(declared, false, looks, change, memory, heavy);
    }

    private static double series(
            boolean declared, boolean independent, int looks, double change, double memory, boolean heavy) {
        Random random = new Random(23);
        int rejected = 0;
        for (int run = 0; run < RUNS; run++) {
            SignedRankTest test =
                    new SignedRankTest(new Settings(declared ? looks : 0, 0.05, List.of(Side.UP)), 0, independent);
            double[] state = {random.nextGaussian(), random.nextGaussian()};
            for (int look = 0; look < looks && !test.test().crossed(Side.UP); look++) {
                for (int i = 0; i < 2; i++) {
                    double fresh =
                            heavy ? random.nextGaussian() / Math.abs(random.nextGaussian()) : random.nextGaussian();
                    state[i] = memory * state[i] + Math.sqrt(1 - memory * memory) * fresh;
                }
                test.add(100 + 5 * state[0] + change, 100 + 5 * state[1]);
                test.look();
            }
            rejected += test.test().crossed(Side.UP) ? 1 : 0;
        }
        return rejected / (double) RUNS;
    }

    @ParameterizedTest
    @CsvSource({
        // declared, looks, change, memory, heavy, at least, at most
        "false, 60,  0,  0,   false, 0,     0.03",
        "false, 60,  0,  0,   true,  0,     0.03",
        "false, 60,  0,  0.3, false, 0,     0.05",
        "true,  60,  0,  0.3, false, 0,     0.065",
        "false, 60,  0,  0.6, false, 0.005, 0.065",
        "false, 60,  0,  0.8, false, 0.005, 0.07",
        "true,  60,  0,  0.8, false, 0.005, 0.07",
        "false, 60,  0,  0.6, true,  0,     0.07",
        "false, 12,  0,  0.8, false, 0,     0.03",
        "true,  12,  0,  0.8, false, 0,     0.03",
        "false, 500, 0,  0.6, false, 0,     0.08",
        "false, 60,  5,  0,   false, 0.95,  1",
        "true,  60,  5,  0,   false, 0.97,  1",
        "false, 12,  25, 0,   false, 0.54,  0.7",
        "false, 60,  10, 0.6, false, 0.74,  0.9",
        "false, 20,  25, 0,   false, 0.90,  1",
        "false, 60,  25, 0,   true,  0.75,  1",
    })
    void averagesEvenWhereTheyHangTogether(
            boolean declared, int looks, double change, double memory, boolean heavy, double least, double most) {
        assertThat(series(declared, looks, change, memory, heavy)).isBetween(least, most);
    }

    @ParameterizedTest
    @CsvSource({
        // declared, looks, change, memory, heavy, at least, at most
        "false, 12,  0,  0,   false, 0,     0.05",
        "true,  12,  0,  0,   false, 0.02,  0.065",
        "false, 60,  0,  0,   false, 0.01,  0.06",
        "true,  60,  0,  0,   true,  0.02,  0.065",
        "false, 12,  25, 0,   false, 0.98,  1",
        "false, 60,  5,  0,   false, 0.96,  1",
        // what a declaration costs that is false, and would without guards in the end
        "false, 60,  0,  0.6, false, 0.06,  0.2",
        "false, 500, 0,  0.6, false, 0.06,  0.25",
    })
    void averagesThatAreDeclaredToBeIndependent(
            boolean declared, int looks, double change, double memory, boolean heavy, double least, double most) {
        assertThat(series(declared, true, looks, change, memory, heavy)).isBetween(least, most);
    }

    @Test
    void aBandIsHardlyEverLeftWithoutAChangeAndAlwaysWithOneOfShape() {
        Random random = new Random(29);
        int left = 0;
        int found = 0;
        for (int run = 0; run < 40; run++) {
            DistributionBand same = new DistributionBand(0.05, 0);
            DistributionBand wider = new DistributionBand(0.05, 0);
            for (int look = 0; look < 20; look++) {
                double[] baseline = values(random, 1_000, 0);
                same.add(values(random, 1_000, 0), baseline);
                same.look();
                double[] wide = new double[1_000];
                Arrays.setAll(wide, i -> Math.exp(0.7 * random.nextGaussian()));
                Arrays.sort(wide);
                wider.add(wide, baseline);
                wider.look();
            }
            left += same.crossed(Side.UP) ? 1 : 0;
            found += wider.crossed(Side.UP) && wider.crossed(Side.DOWN) ? 1 : 0;
        }

        assertThat(left).isLessThanOrEqualTo(5);
        assertThat(found).isEqualTo(40);
    }

    @Test
    void burstsAreNoticedAndOrdinaryEventsAreNot() {
        Random random = new Random(31);
        int noticed = 0;
        int mistaken = 0;
        for (int run = 0; run < 200; run++) {
            Dispersion ordinary = new Dispersion();
            Dispersion bursts = new Dispersion();
            for (int i = 0; i < 60; i++) {
                ordinary.add(binomial(random, 1_000, 0.015), 1_000, binomial(random, 9_000, 0.01), 9_000);
                bursts.add(3 * binomial(random, 1_000, 0.01 / 3), 1_000, 3 * binomial(random, 9_000, 0.01 / 3), 9_000);
            }
            mistaken += ordinary.isTooLarge() ? 1 : 0;
            noticed += bursts.isTooLarge() ? 1 : 0;
        }

        assertThat(mistaken).isLessThanOrEqualTo(6);
        assertThat(noticed).isGreaterThanOrEqualTo(195);
    }

    private static long binomial(Random random, int many, double p) {
        double mean = many * p;
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
