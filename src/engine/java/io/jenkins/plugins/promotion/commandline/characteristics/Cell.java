package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.simulation.Noise;
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
     * @param kayenta what Kayenta's judge would have done, {@code null} where it was not asked
     * @param plain what the plain test of averages would have done, {@code null} for what is not averages, and where the
     *     number of looks is declared, which it does not know
     */
    record Result(
            int runs,
            double failed,
            double failedAt,
            double passedEarly,
            double inconclusive,
            Beside.Result kayenta,
            Beside.Result plain) {
        /** Two standard errors of the share that failed. */
        double uncertainty() {
            return 2 * Math.sqrt(Math.max(failed * (1 - failed), 1.0 / runs) / runs);
        }
    }

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
        for (int run = 0; run < runs; run++) {
            Outcome outcome = Outcome.CONTINUE;
            int at = looks;
            Analysis analysis = new Analysis(new AnalysisPlan(alpha, declared ? looks : 0, List.of(metric)));
            Traffic traffic = start.with(new Noise(seedOf(run, seed)));
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
        }
        double all = runs;
        return new Result(
                runs,
                failed / all,
                failedAt / all,
                passedEarly / all,
                inconclusive / all,
                kayenta ? new KayentaAtEachLook().simulate(start, looks, runs, seed) : null,
                hasPlain() ? new PlainSignedRanks(alpha, metric.tolerance()).simulate(start, looks, runs, seed) : null);
    }

    /** Whether the plain test of averages goes along. */
    boolean hasPlain() {
        return metric.kind() == MetricKind.SERIES && !declared;
    }

    /** Where the random numbers of a run begin: every judge sees the same ones. */
    static long seedOf(int run, long seed) {
        return seed * 1_000_003 + run;
    }
}
