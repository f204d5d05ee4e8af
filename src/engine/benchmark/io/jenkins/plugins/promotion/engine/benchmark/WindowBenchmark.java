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
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class WindowBenchmark {
    private static final int SMALL_VALUES = 30_000;
    private static final KayentaMetric PLAIN = KayentaMetric.plain();
    private static final KayentaMetric INCREASE = new KayentaMetric(
            KayentaMetric.Direction.INCREASE, false, null, false, false, PLAIN.effect(), PLAIN.tolerance(), PLAIN.confidence());

    @Param({"60", "1440", "10000"})
    int n;

    private double[][] canaries;
    private double[][] sames;
    private double[][] baselines;
    private double[] sortedCanary;
    private double[] sortedBaseline;
    private double[] canary;
    private double[] same;
    private double[] baseline;
    private int next;

    /** Many data sets: a processor learns by heart how a single small one is sorted. */
    @Setup
    public void values() {
        Random random = new Random(7);
        int sets = Math.max(4, SMALL_VALUES / n);
        canaries = new double[sets][];
        sames = new double[sets][];
        baselines = new double[sets][];
        for (int i = 0; i < sets; i++) {
            canaries[i] = values(random, 1.3);
            do {
                sames[i] = values(random, 1);
                baselines[i] = values(random, 1);
            } while (isUnusual(sames[i], baselines[i]));
        }
        take();
        sortedCanary = same.clone();
        sortedBaseline = baseline.clone();
        Arrays.sort(sortedCanary);
        Arrays.sort(sortedBaseline);
    }

    /** Of data without a change, 2 in 100 look as if there were one; they take the long way and are measured below. */
    private boolean isUnusual(double[] one, double[] other) {
        double[] x = one.clone();
        double[] y = other.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        double pairs = (double) n * n;
        return Math.abs(Ranks.pairs(x, y, 0, 0) - pairs / 2) > 2 * Math.sqrt(pairs * (2 * n + 1) / 12);
    }

    private void take() {
        next = (next + 1) % sames.length;
        canary = canaries[next];
        same = sames[next];
        baseline = baselines[next];
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
        take();
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
        take();
        return KayentaJudge.verdict(PLAIN, same, baseline);
    }

    /** Nothing changed, and only more would be harm. */
    @Benchmark
    public Classification kayentaVerdictWithoutIncrease() {
        take();
        return KayentaJudge.verdict(INCREASE, same, baseline);
    }

    /** A clear change. */
    @Benchmark
    public Classification kayentaVerdictOfAChange() {
        take();
        return KayentaJudge.verdict(PLAIN, canary, baseline);
    }

    /** With the interval and the estimate, found as Kayenta finds them. */
    @Benchmark
    public KayentaJudge.Result kayentaWithInterval() {
        take();
        return KayentaJudge.judge(PLAIN, canary, baseline);
    }

    @Benchmark
    public WindowTest.Result correctedWindow() {
        take();
        return new WindowTest(canary, baseline).against(Side.UP, 0.05, 0.01);
    }
}
