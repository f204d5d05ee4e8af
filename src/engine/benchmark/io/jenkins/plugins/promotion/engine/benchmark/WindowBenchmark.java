package io.jenkins.plugins.promotion.engine.benchmark;

import io.jenkins.plugins.promotion.engine.analysis.kayenta.Classification;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaJudge;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaMetric;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Ranks;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import io.jenkins.plugins.promotion.engine.analysis.window.WindowTest;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to judge a whole window of n values a side, beside what it costs to sort and to merge them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WindowBenchmark {
    @Param({"60", "1440", "10000"})
    private int n;

    private double[] canary;
    private double[] same;
    private double[] baseline;
    private double[] sortedCanary;
    private double[] sortedBaseline;

    @Setup
    public void values() {
        Random random = new Random(7);
        canary = values(random, 1.3);
        same = values(random, 1);
        baseline = values(random, 1);
        sortedCanary = same.clone();
        sortedBaseline = baseline.clone();
        Arrays.sort(sortedCanary);
        Arrays.sort(sortedBaseline);
    }

    private double[] values(Random random, double level) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 100 * level * Math.exp(0.5 * random.nextGaussian());
        }
        return values;
    }

    /** The floor: both sides sorted, and merged once. */
    @Benchmark
    public double sortAndMerge() {
        double[] x = same.clone();
        double[] y = baseline.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        return Ranks.pairs(x, y, 0, 0);
    }

    @Benchmark
    public double mergeOnly() {
        return Ranks.pairs(sortedCanary, sortedBaseline, 0, 0);
    }

    /** Nothing changed: the screen decides. */
    @Benchmark
    public Classification kayentaVerdictWithoutChange() {
        return KayentaJudge.verdict(KayentaMetric.plain(), same, baseline);
    }

    /** A clear change. */
    @Benchmark
    public Classification kayentaVerdictOfAChange() {
        return KayentaJudge.verdict(KayentaMetric.plain(), canary, baseline);
    }

    /** With the interval and the estimate, found as Kayenta finds them. */
    @Benchmark
    public KayentaJudge.Result kayentaWithInterval() {
        return KayentaJudge.judge(KayentaMetric.plain(), canary, baseline);
    }

    @Benchmark
    public WindowTest.Result correctedWindow() {
        return new WindowTest(canary, baseline).against(Side.UP, 0.05, 0.01);
    }
}
