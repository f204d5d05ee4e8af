package io.jenkins.plugins.promotion.engine.analysis;

import java.util.List;

/**
 * What is said at one look.
 *
 * @param look which, from 1 on
 * @param outcome what follows for the rollout
 * @param sentence why, for people
 * @param metrics what is said of each metric
 */
public record Report(int look, Outcome outcome, String sentence, List<MetricVerdict> metrics) {
    /** Copies the verdicts. */
    public Report {
        metrics = List.copyOf(metrics);
    }
}
