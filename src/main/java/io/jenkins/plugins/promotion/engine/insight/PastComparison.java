package io.jenkins.plugins.promotion.engine.insight;

import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.analysis.Normal;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import java.util.Optional;

/**
 * What a rollout that did no harm found of a metric: how far a harmless release was from the one before.
 *
 * @param baselineLevel the level of the release before
 * @param change by which share the new one was higher
 * @param error the standard error of that
 * @param noise the standard deviation of a value as a share of the level, 0 for rates
 */
public record PastComparison(double baselineLevel, double change, double error, double noise) {
    /** From what is on record, empty where that does not tell how exact it is. */
    public static Optional<PastComparison> of(MetricKind kind, RolloutEvidence evidence) {
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
        if (evidence.canaryBad() != null
                || !evidence.relative()
                || evidence.low() == null
                || evidence.high() == null
                || evidence.needed() == null
                || !(evidence.needed() > 0 && evidence.needed() < 0.5)) {
            return Optional.empty();
        }
        double wide = (evidence.high() - evidence.low()) / 2;
        double error = wide / Normal.quantile(1 - evidence.needed());
        double noise = error / Math.sqrt(1.0 / evidence.canaryEvents() + 1.0 / evidence.baselineEvents());
        return Double.isFinite(noise) && noise > 0
                ? Optional.of(new PastComparison(evidence.baselineLevel(), change, error, noise))
                : Optional.empty();
    }
}
