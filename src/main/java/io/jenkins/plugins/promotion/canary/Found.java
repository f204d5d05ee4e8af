package io.jenkins.plugins.promotion.canary;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.analysis.Evidence;
import io.jenkins.plugins.promotion.engine.analysis.MetricVerdict;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Estimate;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import java.util.List;

/**
 * What was found of one metric, wherever that is kept: beside the build as long as its files are there, else in the ledger.
 *
 * @param outcome CONTINUE, PASS, FAIL, INCONCLUSIVE or ERROR
 * @param reason which rule led to it
 */
record Found(
        String metric,
        boolean critical,
        String outcome,
        String reason,
        String sentence,
        List<String> warnings,
        long canaryEvents,
        long baselineEvents,
        @CheckForNull Double canary,
        @CheckForNull Double baseline,
        @CheckForNull Double effect,
        @CheckForNull Double low,
        @CheckForNull Double high,
        boolean relative,
        @CheckForNull Double p,
        @CheckForNull Double needed) {
    static Found of(MetricVerdict verdict) {
        Evidence evidence = verdict.evidence();
        Estimate effect = evidence.effect();
        return new Found(
                verdict.metric(),
                verdict.critical(),
                verdict.outcome().name(),
                verdict.reason().name(),
                verdict.sentence(),
                verdict.warnings(),
                evidence.canaryEvents(),
                evidence.baselineEvents(),
                evidence.canaryLevel(),
                evidence.baselineLevel(),
                effect == null ? null : (Double) effect.value(),
                effect == null ? null : effect.low(),
                effect == null ? null : effect.high(),
                effect != null && effect.relative(),
                evidence.p(),
                evidence.needed());
    }

    static Found of(RolloutEvidence kept) {
        return new Found(
                kept.metric(),
                kept.critical(),
                kept.verdict(),
                kept.reason(),
                kept.sentence(),
                List.of(),
                kept.canaryEvents(),
                kept.baselineEvents(),
                kept.canaryLevel(),
                kept.baselineLevel(),
                kept.effect(),
                kept.low(),
                kept.high(),
                kept.relative(),
                kept.p(),
                kept.needed());
    }
}
