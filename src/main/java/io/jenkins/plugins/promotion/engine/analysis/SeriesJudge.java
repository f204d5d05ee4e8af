package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import io.jenkins.plugins.promotion.engine.analysis.sequential.SignedRankTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges averages, paired in time: by sequential signed ranks of their differences. */
final class SeriesJudge extends MetricJudge {
    private final int looks;
    private final Sided<SignedRankTest> signed;

    SeriesJudge(Metric metric, double level, int looks, MetricState state) {
        super(metric);
        this.looks = looks;
        List<Side> sides = metric.direction().harmful();
        signed = new Sided<>(
                sides,
                i -> state == null
                        ? new SignedRankTest(
                                settings(metric, level, looks, sides.get(i)),
                                tolerance(metric, sides.get(i)),
                                metric.judge() == Judge.INDEPENDENT)
                        : new SignedRankTest(state.signed().get(i)),
                SignedRankTest::test);
    }

    @Override
    void take(Observation observation) {
        if (!(observation instanceof Observation.Averages averages)) {
            throw new IllegalArgumentException(metric().name() + " is judged on averages");
        }
        boolean canary = Double.isFinite(averages.canary());
        boolean baseline = Double.isFinite(averages.baseline());
        tally().points(2, (canary ? 0 : 1) + (baseline ? 0 : 1));
        if (canary) {
            tally().canary(1, 0, averages.canary());
        }
        if (baseline) {
            tally().baseline(1, 0, averages.baseline());
        }
        if (canary && baseline) {
            signed.all().forEach(test -> test.add(averages.canary(), averages.baseline(), share()));
        }
    }

    @Override
    void lookAtIt() {
        signed.all().forEach(SignedRankTest::look);
    }

    @Override
    Optional<Reason> harm(boolean atEnd) {
        return signed.anyHarm() ? Optional.of(Reason.HARM_FOUND) : Optional.empty();
    }

    @Override
    boolean harmIsExcluded() {
        return signed.allExcluded();
    }

    @Override
    List<String> warnings() {
        double memory = signed.clearest().memory();
        return memory == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "Neighbouring averages hang together (%.2f from one to the next), which is allowed for%s. A longer interval"
                                + " would say more at once.",
                        memory,
                        metric().judge() == Judge.INDEPENDENT
                                ? " from here on, although they are declared to be independent"
                                : ""));
    }

    @Override
    Evidence evidence() {
        Double p = signed.p();
        return new Evidence(
                metric().judge() == Judge.INDEPENDENT
                        ? "Sequential signed ranks, averages declared to be independent"
                        : "Sequential signed ranks",
                tally().looks(),
                tally().canaryEvents(),
                tally().baselineEvents(),
                null,
                null,
                tally().canaryLevel(),
                tally().baselineLevel(),
                signed.clearest().estimate(),
                p,
                signed.needed(),
                SamplesJudge.e(looks, p));
    }

    @Override
    MetricState state() {
        return MetricState.ofSeries(
                tally().state(),
                signed.all().stream().map(SignedRankTest::state).toList());
    }
}
