package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.analysis.Evidence;
import io.jenkins.plugins.promotion.engine.analysis.MetricVerdict;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Estimate;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent.RolloutLooked;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutLook;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import java.util.List;
import java.util.stream.Collectors;

/** Reports of an analysis as the record keeps them. */
final class Evidences {
    private Evidences() {}

    static List<RolloutEvidence> of(Report report) {
        return report.metrics().stream().map(Evidences::of).toList();
    }

    private static RolloutEvidence of(MetricVerdict verdict) {
        Evidence evidence = verdict.evidence();
        Estimate effect = evidence.effect();
        String warnings =
                verdict.warnings().stream().map(warning -> " " + warning).collect(Collectors.joining());
        return new RolloutEvidence(
                verdict.metric(),
                verdict.critical(),
                verdict.outcome().name(),
                verdict.reason().name(),
                verdict.sentence() + warnings,
                evidence.canaryEvents(),
                evidence.baselineEvents(),
                evidence.canaryBad(),
                evidence.baselineBad(),
                evidence.canaryLevel(),
                evidence.baselineLevel(),
                effect == null ? null : effect.value(),
                effect == null ? null : effect.low(),
                effect == null ? null : effect.high(),
                effect != null && effect.relative(),
                evidence.p(),
                evidence.needed(),
                effect == null ? null : effect.error(),
                effect == null ? null : effect.noise());
    }

    /** Whether a report says something else, of all or of one metric, than what is on record last. */
    static boolean saysMore(Report report, RolloutRecord rollout) {
        List<RolloutLook> looks = rollout.looks();
        if (looks.isEmpty()) {
            return true;
        }
        RolloutLooked last = looks.get(looks.size() - 1).event();
        return !last.verdict().equals(report.outcome().name())
                || !words(of(report)).equals(words(last.metrics()));
    }

    private static List<String> words(List<RolloutEvidence> metrics) {
        return metrics.stream()
                .map(one -> one.metric() + " " + one.verdict() + " " + one.reason())
                .toList();
    }
}
