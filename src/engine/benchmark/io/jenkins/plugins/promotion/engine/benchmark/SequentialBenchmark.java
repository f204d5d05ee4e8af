package io.jenkins.plugins.promotion.engine.benchmark;

import io.jenkins.plugins.promotion.engine.analysis.sequential.DistributionBand;
import io.jenkins.plugins.promotion.engine.analysis.sequential.RankTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.RatioTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Settings;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import io.jenkins.plugins.promotion.engine.analysis.sequential.SignedRankTest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an interval costs: counts, a pair of averages, raw values; with a look after each, and without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SequentialBenchmark {
    static final int INTERVALS = 1_000;
    static final int VALUES = 60;

    private final Settings open = new Settings(0, 0.01, List.of(Side.UP));
    private final double[] differences = new double[INTERVALS];
    private final long[] counts = new long[INTERVALS];
    private double[][] values;
    private double[][] copies;

    @Setup
    public void draw() {
        Random random = new Random(7);
        values = new double[2 * INTERVALS][VALUES];
        for (int i = 0; i < INTERVALS; i++) {
            differences[i] = random.nextGaussian();
            counts[i] = Math.round(10 + 3 * random.nextGaussian());
        }
        for (double[] interval : values) {
            Arrays.setAll(interval, i -> 100 * Math.exp(0.5 * random.nextGaussian()));
        }
    }

    @Setup(Level.Invocation)
    public void copy() {
        copies = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    @Benchmark
    @OperationsPerInvocation(INTERVALS)
    public double countsUpdate() {
        RatioTest test = new RatioTest(open, 0.05);
        for (int i = 0; i < INTERVALS; i++) {
            test.add(counts[i], 1_000 + i % 7, counts[INTERVALS - 1 - i], 1_000 - i % 11);
        }
        return test.test().sum();
    }

    @Benchmark
    @OperationsPerInvocation(INTERVALS)
    public boolean countsUpdateAndLook() {
        RatioTest test = new RatioTest(open, 0.05);
        for (int i = 0; i < INTERVALS; i++) {
            test.add(counts[i], 1_000 + i % 7, counts[INTERVALS - 1 - i], 1_000 - i % 11);
            test.look(1);
        }
        return test.test().crossed(Side.UP);
    }

    @Benchmark
    @OperationsPerInvocation(INTERVALS)
    public double signedRankUpdate() {
        SignedRankTest test = new SignedRankTest(open, 0);
        for (int i = 0; i < INTERVALS; i++) {
            test.add(100 + differences[i], 100);
        }
        return test.test().sum();
    }

    @Benchmark
    @OperationsPerInvocation(INTERVALS)
    public boolean signedRankUpdateAndLook() {
        SignedRankTest test = new SignedRankTest(open, 0);
        for (int i = 0; i < INTERVALS; i++) {
            test.add(100 + differences[i], 100);
            test.look();
        }
        return test.test().crossed(Side.UP);
    }

    /** The floor of raw values. */
    @Benchmark
    @OperationsPerInvocation(2 * INTERVALS * VALUES)
    public double sortAValue() {
        double sum = 0;
        for (double[] interval : copies) {
            Arrays.sort(interval);
            sum += interval[0];
        }
        return sum;
    }

    /** With sorting, and three merges: the test and its estimate. */
    @Benchmark
    @OperationsPerInvocation(2 * INTERVALS * VALUES)
    public boolean rankTestAValue() {
        RankTest test = new RankTest(open, 0);
        for (int i = 0; i < INTERVALS; i++) {
            Arrays.sort(copies[i]);
            Arrays.sort(copies[INTERVALS + i]);
            test.add(copies[i], copies[INTERVALS + i]);
            test.look();
        }
        return test.test().crossed(Side.UP);
    }

    @Benchmark
    @OperationsPerInvocation(2 * INTERVALS * VALUES)
    public boolean distributionBandAValue() {
        DistributionBand band = new DistributionBand(0.01, 0);
        for (int i = 0; i < INTERVALS; i++) {
            Arrays.sort(copies[i]);
            Arrays.sort(copies[INTERVALS + i]);
            band.add(copies[i], copies[INTERVALS + i]);
            band.look();
        }
        return band.crossed(Side.UP);
    }

    /** The first twelve looks of 60 values a side, boundaries computed anew each time. */
    @Benchmark
    public boolean twelveDeclaredLooks(Fresh fresh) {
        RankTest test = new RankTest(new Settings(12, fresh.level(), List.of(Side.UP)), 0);
        for (int i = 0; i < 12; i++) {
            Arrays.sort(copies[i]);
            Arrays.sort(copies[INTERVALS + i]);
            test.add(copies[i], copies[INTERVALS + i]);
            test.look();
        }
        return test.test().crossed(Side.UP);
    }

    /** A level that was not asked for before, so that no boundary is known. */
    @State(Scope.Thread)
    public static class Fresh {
        private double level = 0.01;

        double level() {
            level *= 0.999_999;
            return level;
        }
    }
}
