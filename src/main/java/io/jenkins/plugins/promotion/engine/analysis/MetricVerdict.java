package io.jenkins.plugins.promotion.engine.analysis;

import java.util.List;

/**
 * What is said of one metric.
 *
 * @param metric its name
 * @param critical whether harm fails the rollout
 * @param outcome what is said
 * @param reason why; of one that goes on, what would keep it from passing now
 * @param sentence both, for people
 * @param evidence what it rests on
 * @param warnings what people should know besides, each in a sentence
 */
public record MetricVerdict(
        String metric,
        boolean critical,
        Outcome outcome,
        Reason reason,
        String sentence,
        Evidence evidence,
        List<String> warnings) {
    /** Copies the warnings. */
    public MetricVerdict {
        warnings = List.copyOf(warnings);
    }
}
