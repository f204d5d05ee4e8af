package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Dispersion;
import io.jenkins.plugins.promotion.engine.analysis.sequential.RatioTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import io.jenkins.plugins.promotion.engine.analysis.sequential.SignedRankTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges counted events: by the ratio of the rates, as long as events look independent; once they come in bursts, by signed
 * ranks of the rates of each interval, for good. These go along from the start, always as an e-process: it is hardly ever
 * them that decide, and boundaries for each of many intervals would cost much.
 */
final class RateJudge extends MetricJudge {
    private final int looks;
    private final Sided<RatioTest> ratios;
    private final Sided<SignedRankTest> signed;
    private final Dispersion dispersion;
    private boolean bursts;

    RateJudge(Metric metric, double level, int looks, MetricState state) {
        super(metric);
        this.looks = looks;
        List<Side> sides = metric.direction().harmful();
        ratios = new Sided<>(
                sides,
                i -> state == null
                        ? new RatioTest(settings(metric, level, looks, sides.get(i)), tolerance(metric, sides.get(i)))
                        : new RatioTest(state.ratios().get(i)),
                RatioTest::test);
        signed = new Sided<>(
                sides,
                i -> state == null
                        ? new SignedRankTest(settings(metric, level, 0, sides.get(i)), tolerance(metric, sides.get(i)))
                        : new SignedRankTest(state.signed().get(i)),
                SignedRankTest::test);
        dispersion = state == null ? new Dispersion() : new Dispersion(state.dispersion());
        bursts = state != null && state.bursts();
    }

    @Override
    void take(Observation observation) {
        if (!(observation instanceof Observation.Counts counts)) {
            throw new IllegalArgumentException(metric().name() + " is judged on counted events");
        }
        boolean canary = isThere(counts.canaryBad(), counts.canaryTotal());
        boolean baseline = isThere(counts.baselineBad(), counts.baselineTotal());
        tally().points(2, (canary ? 0 : 1) + (baseline ? 0 : 1));
        if (canary) {
            tally().canary(Math.round(counts.canaryTotal()), counts.canaryBad(), counts.canaryBad());
        }
        if (baseline) {
            tally().baseline(Math.round(counts.baselineTotal()), counts.baselineBad(), counts.baselineBad());
        }
        if (canary && baseline && counts.canaryTotal() > 0 && counts.baselineTotal() > 0) {
            ratios.all()
                    .forEach(test -> test.add(
                            counts.canaryBad(), counts.canaryTotal(), counts.baselineBad(), counts.baselineTotal()));
            dispersion.add(counts.canaryBad(), counts.canaryTotal(), counts.baselineBad(), counts.baselineTotal());
            signed.all()
                    .forEach(test -> test.add(
                            counts.canaryBad() / counts.canaryTotal(),
                            counts.baselineBad() / counts.baselineTotal(),
                            share()));
        }
    }

    private static boolean isThere(long bad, double total) {
        return bad >= 0 && total >= 0 && Double.isFinite(total);
    }

    @Override
    void lookAtIt() {
        bursts |= !ratios.anyHarm() && dispersion.isTooLarge();
        double inflation = dispersion.inflation();
        ratios.all().forEach(test -> test.look(inflation));
        signed.all().forEach(SignedRankTest::look);
    }

    @Override
    Optional<Reason> harm(boolean atEnd) {
        return (bursts ? signed.anyHarm() : ratios.anyHarm()) ? Optional.of(Reason.HARM_FOUND) : Optional.empty();
    }

    @Override
    boolean harmIsExcluded() {
        return bursts ? signed.allExcluded() : ratios.allExcluded();
    }

    @Override
    List<String> warnings() {
        return bursts
                ? List.of(String.format(
                        Locale.ROOT,
                        "The events come in bursts (they vary %.1f times as much as independent ones): the rates of the intervals"
                                + " are compared instead, which needs more of them.",
                        dispersion.factor()))
                : List.of();
    }

    @Override
    Evidence evidence() {
        Double p = bursts ? signed.p() : ratios.p();
        return new Evidence(
                bursts ? "Signed ranks of the rates of intervals" : "Ratio of rates",
                tally().looks(),
                tally().canaryEvents(),
                tally().baselineEvents(),
                tally().canaryBad(),
                tally().baselineBad(),
                tally().canaryLevel(),
                tally().baselineLevel(),
                ratios.clearest().estimate(),
                p,
                bursts ? signed.needed() : ratios.needed(),
                SamplesJudge.e(bursts ? 0 : looks, p));
    }

    @Override
    MetricState state() {
        return MetricState.ofRates(
                tally().state(),
                ratios.all().stream().map(RatioTest::state).toList(),
                dispersion.state(),
                bursts,
                signed.all().stream().map(SignedRankTest::state).toList());
    }
}
