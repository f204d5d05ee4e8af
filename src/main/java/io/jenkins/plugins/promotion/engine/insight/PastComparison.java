package io.jenkins.plugins.promotion.engine.insight;

import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Normal;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout that did no harm found of a metric: how far a harmless release was from the one before.
 *
 * @param baselineLevel the level of the release before
 * @param change by which share the new one was higher
 * @param error the standard error of that
 * @param noise the standard deviation as a share of the level: of a single value, or of an average over all of the traffic; 0
 *     for rates
 */
public record PastComparison(double baselineLevel, double change, double error, double noise) {
    /**
     * From what is on record, empty where that does not tell how exact it is.
     *
     * @param rollout whose end has the evidence
     */
    public static Optional<PastComparison> of(MetricKind kind, RolloutEvidence evidence, RolloutRecord rollout) {
        if (evidence.baselineLevel() == null || evidence.canaryLevel() == null || !(evidence.baselineLevel() > 0)) {
            return Optional.empty();
        }
        double change = evidence.canaryLevel() / evidence.baselineLevel() - 1;
        if (kind == MetricKind.RATE) {
            return evidence.canaryBad() == null
                            || evidence.baselineBad() == null
                            || evidence.canaryBad() <= 0
                            || evidence.baselineBad() <= 0
                    ? Optional.empty()
                    : Optional.of(new PastComparison(
                            evidence.baselineLevel(),
                            change,
                            Math.sqrt(1.0 / evidence.canaryBad() + 1.0 / evidence.baselineBad()),
                            0));
        }
        if (evidence.canaryBad() != null || !evidence.relative()) {
            return Optional.empty();
        }
        double error = evidence.error() == null ? errorByBounds(evidence) : evidence.error();
        double noise = evidence.noise() == null
                ? error / Math.sqrt(1.0 / evidence.canaryEvents() + 1.0 / evidence.baselineEvents())
                : evidence.noise() / (kind == MetricKind.SERIES ? Math.sqrt(2) : 1);
        if (kind == MetricKind.SERIES) {
            noise *= Math.sqrt(2 / parts(rollout));
        }
        return error > 0 && noise > 0 && Double.isFinite(noise)
                ? Optional.of(new PastComparison(
                        evidence.baselineLevel(), evidence.error() == null ? change : evidence.effect(), error, noise))
                : Optional.empty();
    }

    /**
     * What the bounds would say if the test looked once, as that of a window does; of a test that looks again and again, whose
     * bounds are wider, it is too much. 0 where there are none.
     */
    private static double errorByBounds(RolloutEvidence evidence) {
        return evidence.low() == null
                        || evidence.high() == null
                        || evidence.needed() == null
                        || !(evidence.needed() > 0 && evidence.needed() < 0.5)
                ? 0
                : (evidence.high() - evidence.low()) / 2 / Normal.quantile(1 - evidence.needed());
    }

    /**
     * How many times as much as an average over all of the traffic the difference of two averages varies, each over the part of
     * the traffic that its side has: 4 with half of it each, 21 with a twentieth. The mean over the time at each weight.
     */
    private static double parts(RolloutRecord rollout) {
        double sum = 0;
        double time = 0;
        List<RolloutWeight> weights = rollout.weights();
        for (int i = 0; i < weights.size(); i++) {
            RolloutWeight weight = weights.get(i);
            double share = weight.weight() / 100.0;
            if (weight.setAt() != null && share > 0 && share < 1) {
                Instant until = i + 1 < weights.size() ? weights.get(i + 1).intendedAt() : rollout.endedAt();
                double millis = Duration.between(weight.setAt(), until).toMillis();
                sum += millis * (1 / share + 1 / (1 - share));
                time += millis;
            }
        }
        return time > 0 ? sum / time : 4;
    }
}
