package io.jenkins.plugins.promotion.engine.analysis;

import java.util.List;

/**
 * What has to be recorded so that an analysis goes on after a restart as if there had been none.
 *
 * @param version of this form, 1
 * @param plan what it judges by
 * @param looks how many there were
 * @param metrics in the order of the plan
 */
public record AnalysisState(int version, AnalysisPlan plan, int looks, List<MetricState> metrics) {
    /** The form that is written today. */
    public static final int VERSION = 1;

    /** Copies the metrics. */
    public AnalysisState {
        metrics = List.copyOf(metrics);
    }
}
