package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import java.util.ArrayList;
import java.util.List;

/** All rows of the table. */
final class Cells {
    private static final int SIZE = 60;
    private static final int LARGE = 600;
    private static final int MANY = 1_000;
    private static final int HOUR = 60;
    private static final double[] MEMORIES = {0, 0.3, 0.6, 0.8};
    private static final double[] CHANGES = {0, 0.02, 0.05, 0.10, 0.25};
    private static final Metric SAMPLES = Metric.of("latency", MetricKind.SAMPLES, Direction.INCREASE);
    private static final Metric RATE = Metric.of("errors", MetricKind.RATE, Direction.INCREASE);
    private static final Metric SERIES = Metric.of("average", MetricKind.SERIES, Direction.INCREASE);

    private final List<Cell> cells = new ArrayList<>();

    static List<Cell> all() {
        Cells all = new Cells();
        all.samples();
        all.drift();
        all.manyLooks();
        all.rates();
        all.series();
        all.independent();
        return List.copyOf(all.cells);
    }

    private void samples() {
        for (double change : CHANGES) {
            Traffic.Start start = Traffic.latencies(SIZE, SIZE, change, 0, false);
            String name = change == 0 ? "no change" : String.format("+%.0f %%", change * 100);
            add("Latencies, 60 a side and look, 12 looks", name, SAMPLES, 0.05, 12, false, change == 0, start, true);
            add("Latencies, 60 a side and look, 12 looks", name, SAMPLES, 0.01, 12, false, change == 0, start, false);
            add("Latencies, 60 a side and look, 12 looks", name, SAMPLES, 0.05, 12, true, change == 0, start, false);
            add("Latencies, 60 a side and look, 12 looks", name, SAMPLES, 0.01, 12, true, change == 0, start, false);
        }
        Metric window = SAMPLES.withJudge(Judge.WINDOW);
        for (double change : new double[] {0, 0.05, 0.10}) {
            String name = (change == 0 ? "no change" : String.format("+%.0f %%", change * 100)) + ", one window, one look";
            add("Latencies, 60 a side and look, 12 looks", name, window, 0.01, 12, false, change == 0, Traffic.latencies(SIZE, SIZE, change, 0, false), false);
        }
    }

    private void drift() {
        String group = "Latencies under difficulties, 12 looks";
        Traffic.Start tiny = Traffic.inUnits(1e-6, Traffic.latencies(SIZE, SIZE, 0, 0, false));
        add(group, "values around 0.0001, no change", SAMPLES, 0.05, 12, false, true, tiny, true);
        for (boolean declared : new boolean[] {false, true}) {
            double alpha = declared ? 0.01 : 0.05;
            add(group, "daily cycle (x e^+-1), no change", SAMPLES, alpha, 12, declared, true, Traffic.latencies(SIZE, SIZE, 0, 1, false), !declared);
            add(group, "daily cycle (x e^+-1), +10 %", SAMPLES, alpha, 12, declared, false, Traffic.latencies(SIZE, SIZE, 0.1, 1, false), !declared);
            add(group, "heavy tails, no change", SAMPLES, alpha, 12, declared, true, Traffic.latencies(SIZE, SIZE, 0, 0, true), !declared);
            add(group, "heavy tails, +10 %", SAMPLES, alpha, 12, declared, false, Traffic.latencies(SIZE, SIZE, 0.1, 0, true), !declared);
            add(group, "10 % of the traffic, no change", SAMPLES, alpha, 12, declared, true, Traffic.latencies(12, 108, 0, 0, false), !declared);
            add(group, "10 % of the traffic, +25 %", SAMPLES, alpha, 12, declared, false, Traffic.latencies(12, 108, 0.25, 0, false), !declared);
            Metric tolerant = SAMPLES.withTolerance(0.05);
            add(group, "tolerance 5 %, 600 a look, +2 % (harmless)", tolerant, alpha, 12, declared, true, Traffic.latencies(LARGE, LARGE, 0.02, 0, false), !declared);
            add(group, "tolerance 5 %, 600 a look, +5 % (just harmless)", tolerant, alpha, 12, declared, true, Traffic.latencies(LARGE, LARGE, 0.05, 0, false), false);
            add(group, "tolerance 5 %, 600 a look, +10 %", tolerant, alpha, 12, declared, false, Traffic.latencies(LARGE, LARGE, 0.10, 0, false), !declared);
            Metric early = SAMPLES.withTolerance(0.1).withEarlyPass(true);
            add(group, "tolerance 10 %, 240 a look, no change, may pass early", early, alpha, 12, declared, true, Traffic.latencies(240, 240, 0, 0, false), false);
        }
    }

    private void manyLooks() {
        String group = "1,000 looks";
        add(group, "latencies, no change", SAMPLES, 0.05, MANY, false, true, Traffic.latencies(SIZE, SIZE, 0, 0, false), false);
        add(group, "latencies, no change", SAMPLES, 0.05, MANY, true, true, Traffic.latencies(SIZE, SIZE, 0, 0, false), false);
        add(group, "errors, 1 a minute, no change", RATE, 0.05, MANY, false, true, Traffic.errors(1, 1, 1, 1, 1), false);
        for (double memory : MEMORIES) {
            add(group, "averages, " + harmless(memory), SERIES, 0.05, MANY, false, true, Traffic.averages(0, memory), false);
        }
    }

    private void rates() {
        String group = "Errors, minute by minute, 12 hourly looks";
        for (boolean declared : new boolean[] {false, true}) {
            double alpha = declared ? 0.01 : 0.05;
            rate(group, "0.1 a minute, no change", 0.1, 0.1, 1, 1, alpha, declared);
            rate(group, "0.1 a minute, ratio 2", 0.1, 0.1, 2, 1, alpha, declared);
            rate(group, "1 a minute, no change", 1, 1, 1, 1, alpha, declared);
            rate(group, "1 a minute, ratio 1.1", 1, 1, 1.1, 1, alpha, declared);
            rate(group, "10 a minute, no change", 10, 10, 1, 1, alpha, declared);
            rate(group, "10 a minute, ratio 1.1", 10, 10, 1.1, 1, alpha, declared);
            rate(group, "1 a minute at 10 % of the traffic, no change", 1, 9, 1, 1, alpha, declared);
            rate(group, "1 a minute at 10 % of the traffic, ratio 1.25", 1, 9, 1.25, 1, alpha, declared);
            rate(group, "10 a minute in bursts (variance 3 x mean), no change", 10, 10, 1, 3, alpha, declared);
            rate(group, "10 a minute in bursts (variance 3 x mean), ratio 1.25", 10, 10, 1.25, 3, alpha, declared);
        }
        String minutes = "Errors, 10 a minute, 60 looks of a minute";
        for (double dispersion : new double[] {1, 1.5, 3, 6}) {
            String name = dispersion == 1 ? "no change" : "bursts (variance " + dispersion + " x mean), no change";
            add(minutes, name, RATE, 0.05, HOUR, false, true, Traffic.errors(1, 10, 10, 1, dispersion), false);
        }
        add(minutes, "ratio 1.25", RATE, 0.05, HOUR, false, false, Traffic.errors(1, 10, 10, 1.25, 1), false);
        add(minutes, "ratio 3", RATE, 0.05, HOUR, false, false, Traffic.errors(1, 10, 10, 3, 1), false);
        Traffic.Start late = noise -> {
            Traffic before = Traffic.errors(1, 10, 10, 1, 1).with(noise);
            Traffic after = Traffic.errors(1, 10, 10, 3, 1).with(noise);
            return look -> (look <= HOUR / 2 ? before : after).look(look);
        };
        add(minutes, "ratio 3 from look 31 on", RATE, 0.05, HOUR, false, false, late, false);
        add(minutes, "bursts (variance 3 x mean), ratio 1.5", RATE, 0.05, HOUR, false, false, Traffic.errors(1, 10, 10, 1.5, 3), false);
    }

    private void rate(String group, String name, double canary, double baseline, double ratio, double dispersion, double alpha, boolean declared) {
        add(group, name, RATE, alpha, 12, declared, ratio == 1, Traffic.errors(HOUR, canary, baseline, ratio, dispersion), !declared && dispersion == 1);
    }

    private void series() {
        String group = "Averages, one a minute, load cycle, 60 looks";
        for (boolean declared : new boolean[] {false, true}) {
            add(group, "no change", SERIES, 0.05, HOUR, declared, true, Traffic.averages(0, 0), !declared);
            add(group, "+5 %", SERIES, 0.05, HOUR, declared, false, Traffic.averages(0.05, 0), !declared);
            add(group, "+25 %", SERIES, 0.05, HOUR, declared, false, Traffic.averages(0.25, 0), !declared);
            add(group, "heavy tails, no change", SERIES, 0.05, HOUR, declared, true, Traffic.averages(0, 0, Traffic.Tails.HEAVY), !declared);
            add(group, "heavy tails, +5 %", SERIES, 0.05, HOUR, declared, false, Traffic.averages(0.05, 0, Traffic.Tails.HEAVY), !declared);
            Traffic.Start milder = Traffic.averages(0.05, 0, Traffic.Tails.HEAVY_OF_THE_SAME_DEVIATION);
            add(group, "heavy tails of the same deviation, +5 %", SERIES, 0.05, HOUR, declared, false, milder, !declared);
            for (double memory : new double[] {0.3, 0.6, 0.8}) {
                add(group, harmless(memory), SERIES, 0.05, HOUR, declared, true, Traffic.averages(0, memory), !declared && memory == 0.6);
            }
            add(group, "autocorrelation 0.6 a side, +10 %", SERIES, 0.05, HOUR, declared, false, Traffic.averages(0.10, 0.6), false);
        }
        String few = "Averages, 12 looks";
        for (boolean declared : new boolean[] {false, true}) {
            for (double memory : MEMORIES) {
                add(few, harmless(memory), SERIES, 0.05, 12, declared, true, Traffic.averages(0, memory), false);
            }
            add(few, "+25 %", SERIES, 0.05, 12, declared, false, Traffic.averages(0.25, 0), false);
        }
    }

    /** The last two show what a declaration costs that is false. */
    private void independent() {
        Metric independent = SERIES.withJudge(Judge.INDEPENDENT);
        for (boolean declared : new boolean[] {false, true}) {
            String few = "Averages declared to be independent, 12 looks";
            add(few, "no change", independent, 0.05, 12, declared, true, Traffic.averages(0, 0), false);
            add(few, "+25 %", independent, 0.05, 12, declared, false, Traffic.averages(0.25, 0), false);
        }
        for (boolean declared : new boolean[] {false, true}) {
            String many = "Averages declared to be independent, 60 looks";
            add(many, "no change", independent, 0.05, HOUR, declared, true, Traffic.averages(0, 0), false);
            add(many, "+5 %", independent, 0.05, HOUR, declared, false, Traffic.averages(0.05, 0), false);
            add(many, "+25 %", independent, 0.05, HOUR, declared, false, Traffic.averages(0.25, 0), false);
            add(many, "heavy tails, no change", independent, 0.05, HOUR, declared, true, Traffic.averages(0, 0, Traffic.Tails.HEAVY), false);
            add(many, "heavy tails, +5 %", independent, 0.05, HOUR, declared, false, Traffic.averages(0.05, 0, Traffic.Tails.HEAVY), false);
            for (double memory : new double[] {0.3, 0.6}) {
                add(many, "not so, " + harmless(memory), independent, 0.05, HOUR, declared, false, Traffic.averages(0, memory), false);
            }
        }
    }

    private static String harmless(double memory) {
        return memory == 0 ? "no change" : "autocorrelation " + memory + " a side, no change";
    }

    private void add(
            String group, String name, Metric metric, double alpha, int looks, boolean declared, boolean harmless, Traffic.Start start, boolean kayenta) {
        cells.add(new Cell(group, name, metric, alpha, looks, declared, harmless, start, kayenta));
    }
}
