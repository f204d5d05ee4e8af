package io.jenkins.plugins.promotion.engine.analysis;

import io.jenkins.plugins.promotion.engine.analysis.sequential.DistributionBand;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Estimate;
import io.jenkins.plugins.promotion.engine.analysis.sequential.RankTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Judges raw values: by ranks inside each interval, and in large samples by a band around their distributions too. */
final class SamplesJudge extends MetricJudge {
    private static final double BAND_SHARE = 0.1;
    private static final long BAND_MINIMUM = 10_000;

    private final Sided<RankTest> ranks;
    private final DistributionBand band;

    SamplesJudge(Metric metric, double level, int looks, MetricState state) {
        super(metric);
        double rankLevel = metric.anyShape() ? level * (1 - BAND_SHARE) : level;
        List<Side> sides = metric.direction().harmful();
        ranks = new Sided<>(
                sides,
                i -> state == null
                        ? new RankTest(
                                settings(metric, rankLevel, looks, sides.get(i)), tolerance(metric, sides.get(i)))
                        : new RankTest(state.ranks().get(i)),
                RankTest::test);
        if (!metric.anyShape()) {
            band = null;
        } else if (state != null) {
            band = new DistributionBand(state.band());
        } else {
            double itsTolerance = sides.size() == 1 ? tolerance(metric, sides.get(0)) : 0;
            band = new DistributionBand(level * BAND_SHARE / sides.size(), itsTolerance);
        }
    }

    @Override
    void take(Observation observation) {
        if (!(observation instanceof Observation.Values values)) {
            throw new IllegalArgumentException(metric().name() + " is judged on raw values");
        }
        double[] canary = sorted(values.canary());
        double[] baseline = sorted(values.baseline());
        long all = values.canary().length + (long) values.baseline().length;
        tally().points(all, all - canary.length - baseline.length);
        tally().canary(canary.length, 0, Arrays.stream(canary).sum());
        tally().baseline(baseline.length, 0, Arrays.stream(baseline).sum());
        if (canary.length > 0 && baseline.length > 0) {
            for (RankTest test : ranks.all()) {
                test.add(canary, baseline);
            }
            if (band != null) {
                band.add(canary, baseline);
            }
        }
    }

    /** Ascending, without those that are missing or infinite. */
    static double[] sorted(double[] values) {
        int kept = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                values[kept++] = value;
            }
        }
        double[] present = kept == values.length ? values : Arrays.copyOf(values, kept);
        Arrays.sort(present);
        return present;
    }

    @Override
    void lookAtIt() {
        ranks.all().forEach(RankTest::look);
        if (band != null) {
            band.look();
        }
    }

    @Override
    Optional<Reason> harm(boolean atEnd) {
        return ranks.anyHarm() || isOutOfBand() ? Optional.of(Reason.HARM_FOUND) : Optional.empty();
    }

    private boolean isOutOfBand() {
        return band != null
                && Math.min(tally().canaryEvents(), tally().baselineEvents()) >= BAND_MINIMUM
                && metric().direction().harmful().stream().anyMatch(band::crossed);
    }

    @Override
    boolean harmIsExcluded() {
        return ranks.allExcluded();
    }

    @Override
    List<String> warnings() {
        return !isOutOfBand() || ranks.anyHarm()
                ? List.of()
                : List.of("The distributions differ in shape, though not in which side tends to be higher.");
    }

    @Override
    Evidence evidence() {
        RankTest clearest = ranks.clearest();
        Estimate effect = clearest.isEmpty() ? null : clearest.estimate();
        Double p = ranks.p();
        return new Evidence(
                "Wilcoxon inside each interval",
                tally().looks(),
                tally().canaryEvents(),
                tally().baselineEvents(),
                null,
                null,
                tally().canaryLevel(),
                tally().baselineLevel(),
                effect,
                p,
                ranks.needed(),
                e(clearest.isEmpty() ? 0 : clearest.settings().looks(), p));
    }

    /** The e-value where looks were not declared: there the p-value is its inverse. */
    static Double e(int declaredLooks, Double p) {
        return declaredLooks > 0 || p == null ? null : (Double) (1 / Math.max(p, Double.MIN_NORMAL));
    }

    @Override
    MetricState state() {
        return MetricState.ofSamples(
                tally().state(),
                ranks.all().stream().map(RankTest::state).toList(),
                band == null ? null : band.state());
    }
}
