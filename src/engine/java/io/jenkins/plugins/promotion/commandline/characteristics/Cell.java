package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.Classification;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaJudge;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaMetric;
import io.jenkins.plugins.promotion.engine.simulation.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One row of the table.
 *
 * @param group under which heading it stands
 * @param name what is simulated
 * @param metric how it is judged
 * @param alpha the error level
 * @param looks how many there are
 * @param declared whether their number is declared
 * @param harmless whether a canary that fails is a false alarm
 * @param start what is simulated
 * @param kayenta whether Kayenta's judge is asked too, at every look, about all values so far
 */
record Cell(
        String group,
        String name,
        Metric metric,
        double alpha,
        int looks,
        boolean declared,
        boolean harmless,
        Traffic.Start start,
        boolean kayenta) {
    /**
     * What came out.
     *
     * @param runs how many
     * @param failed the share that failed
     * @param failedAt the mean look of it, the last one where none
     * @param passedEarly the share that passed before the end
     * @param inconclusive the share that could not be said
     * @param kayentaFailed the share that Kayenta's judge would have failed, {@code null} where it was not asked
     * @param kayentaFailedAt the mean look of it
     */
    record Result(
            int runs,
            double failed,
            double failedAt,
            double passedEarly,
            double inconclusive,
            Double kayentaFailed,
            Double kayentaFailedAt) {
        /** Two standard errors of the share that failed. */
        double uncertainty() {
            return 2 * Math.sqrt(Math.max(failed * (1 - failed), 1.0 / runs) / runs);
        }
    }

    private static final double PER = 1_000;

    /** By which it is chosen. */
    String title() {
        return group + ": " + name + ", alpha " + alpha + (declared ? ", declared" : "");
    }

    /** Simulates it; the same seed gives the same result. */
    Result simulate(int runs, long seed) {
        int failed = 0;
        int passedEarly = 0;
        int inconclusive = 0;
        double failedAt = 0;
        int kayentaFailed = 0;
        double kayentaFailedAt = 0;
        for (int run = 0; run < runs; run++) {
            long ofRun = seed * 1_000_003 + run;
            Outcome outcome = Outcome.CONTINUE;
            int at = looks;
            Analysis analysis = new Analysis(new AnalysisPlan(alpha, declared ? looks : 0, List.of(metric)));
            Traffic traffic = start.with(new Noise(ofRun));
            for (int look = 1; look <= looks && outcome == Outcome.CONTINUE; look++) {
                Report report = analysis.look(Map.of(metric.name(), traffic.look(look)), null);
                outcome = report.outcome();
                at = look;
            }
            if (outcome == Outcome.PASS) {
                passedEarly++;
            } else if (outcome == Outcome.CONTINUE) {
                outcome = analysis.conclude().outcome();
                inconclusive += outcome == Outcome.INCONCLUSIVE ? 1 : 0;
            }
            failed += outcome == Outcome.FAIL ? 1 : 0;
            failedAt += outcome == Outcome.FAIL ? at : looks;
            if (kayenta) {
                int look = kayentaFailsAt(new Noise(ofRun));
                kayentaFailed += look > 0 ? 1 : 0;
                kayentaFailedAt += look > 0 ? look : looks;
            }
        }
        double all = runs;
        return new Result(
                runs,
                failed / all,
                failedAt / all,
                passedEarly / all,
                inconclusive / all,
                kayenta ? (Double) (kayentaFailed / all) : null,
                kayenta ? (Double) (kayentaFailedAt / all) : null);
    }

    /** 0 for never. */
    private int kayentaFailsAt(Noise noise) {
        KayentaMetric plain = KayentaMetric.plain();
        KayentaMetric increase = new KayentaMetric(
                KayentaMetric.Direction.INCREASE, false, null, false, false, plain.effect(), plain.tolerance(), plain.confidence());
        Traffic traffic = start.with(noise);
        double[] canary = {};
        double[] baseline = {};
        for (int look = 1; look <= looks; look++) {
            List<double[]> both = values(traffic.look(look));
            canary = joined(canary, both.get(0));
            baseline = joined(baseline, both.get(1));
            if (KayentaJudge.judge(increase, canary, baseline).classification() == Classification.HIGH) {
                return look;
            }
        }
        return 0;
    }

    private static List<double[]> values(List<Observation> observations) {
        double[] canary = {};
        double[] baseline = {};
        for (Observation observation : observations) {
            if (observation instanceof Observation.Values values) {
                canary = joined(canary, values.canary());
                baseline = joined(baseline, values.baseline());
            } else if (observation instanceof Observation.Counts counts) {
                canary = joined(canary, new double[] {PER * counts.canaryBad() / counts.canaryTotal()});
                baseline = joined(baseline, new double[] {PER * counts.baselineBad() / counts.baselineTotal()});
            } else if (observation instanceof Observation.Averages averages) {
                canary = joined(canary, new double[] {averages.canary()});
                baseline = joined(baseline, new double[] {averages.baseline()});
            }
        }
        return new ArrayList<>(List.of(canary, baseline));
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
