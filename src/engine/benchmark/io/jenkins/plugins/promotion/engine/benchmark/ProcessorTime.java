package io.jenkins.plugins.promotion.engine.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The same benchmarks by the processor time of one thread, best of many rounds: for machines that have other work to do, on
 * which the wall clock of JMH mostly tells of that.
 */
public final class ProcessorTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 25;
    private static final int WARM_UP = 8;
    private static final double ROUND_MICROS = 60_000;

    private static Object sink;

    private ProcessorTime() {}

    /** Prints a line a benchmark. */
    public static void main(String[] arguments) {
        for (int n : new int[] {60, 1_440, 10_000}) {
            WindowBenchmark window = new WindowBenchmark();
            window.n = n;
            window.values();
            double floor = micros(window::sortAndMerge);
            line("n = " + n + ": sort and merge", floor, floor);
            line("n = " + n + ": Kayenta verdict, nothing changed", micros(window::kayentaVerdictWithoutChange), floor);
            line("n = " + n + ": Kayenta verdict, nothing changed, increase only", micros(window::kayentaVerdictWithoutIncrease), floor);
            line("n = " + n + ": Kayenta verdict, +30 %", micros(window::kayentaVerdictOfAChange), floor);
            line("n = " + n + ": Kayenta with interval, +30 %", micros(window::kayentaWithInterval), floor);
            line("n = " + n + ": window judge with interval", micros(window::correctedWindow), floor);
        }
        SequentialBenchmark sequential = new SequentialBenchmark();
        sequential.draw();
        each("counts of an interval", micros(sequential::countsUpdate), SequentialBenchmark.INTERVALS);
        each("counts of an interval, with a look", micros(sequential::countsUpdateAndLook), SequentialBenchmark.INTERVALS);
        each("a pair of averages", micros(sequential::signedRankUpdate), SequentialBenchmark.INTERVALS);
        each("a pair of averages, with a look", micros(sequential::signedRankUpdateAndLook), SequentialBenchmark.INTERVALS);
        int values = 2 * SequentialBenchmark.INTERVALS * SequentialBenchmark.VALUES;
        each("a raw value, copied and sorted", micros(after(sequential, sequential::sortAValue)), values);
        each("the same, judged, with effect and look", micros(after(sequential, sequential::rankTestAValue)), values);
        each("the same, the band around distributions", micros(after(sequential, sequential::distributionBandAValue)), values);
        RuleBookBenchmark rules = new RuleBookBenchmark();
        rules.ask();
        each("20 rules and 50 votes: evaluate", micros(rules::evaluate), 1);
        each("20 rules and 50 votes: forecast", micros(rules::forecast), 1);
        if (sink == null) {
            throw new IllegalStateException("nothing was computed");
        }
    }

    /** Values are sorted in place, so that each time takes fresh ones. */
    private static Supplier<Object> after(SequentialBenchmark benchmark, Supplier<?> what) {
        return () -> {
            benchmark.copy();
            return what.get();
        };
    }

    private static double micros(Supplier<?> what) {
        double best = Double.POSITIVE_INFINITY;
        int many = 1;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < many; i++) {
                sink = what.get();
            }
            double each = (THREADS.getCurrentThreadCpuTime() - start) / 1_000.0 / many;
            if (round >= WARM_UP) {
                best = Math.min(best, each);
            }
            many = (int) Math.max(1, Math.min(1_000_000, ROUND_MICROS / Math.max(0.01, each)));
        }
        return best;
    }

    private static void line(String name, double micros, double floor) {
        System.out.printf(Locale.ROOT, "%-60s %10.2f us  %6.2f x floor%n", name, micros, micros / floor);
    }

    private static void each(String name, double micros, int many) {
        System.out.printf(Locale.ROOT, "%-60s %10.3f us%n", name, micros / many);
    }
}
