package io.jenkins.plugins.promotion.engine.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisState;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is kept of the analysis of one rollout: enough to go on after a restart as if there had been none, and for
 * people to see what was measured. There is no secret in it.
 *
 * @param version of this form, {@value #VERSION}
 * @param definition as it was when the rollout began: a later change of the configuration does not reach a rollout
 * @param placeholders what stands for what in its queries
 * @param state of the judges, after the last look
 * @param measuredTo until when it was measured, {@code null} before the first look
 * @param intervals what was measured, in order; of very many, neighbours are put together
 * @param report of the last look, {@code null} before it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnalysisRecord(
        int version,
        AnalysisDefinition definition,
        Placeholders placeholders,
        AnalysisState state,
        Instant measuredTo,
        List<Interval> intervals,
        Report report) {
    /** The form that is written today. */
    public static final int VERSION = 1;
    /** More than a chart has pixels. */
    static final int MOST_INTERVALS = 1_000;

    /** @throws InvalidValueException for another version */
    public AnalysisRecord {
        if (version != VERSION) {
            throw new InvalidValueException("version of the analysis", version, "this version reads " + VERSION);
        }
        intervals = thinned(intervals == null ? List.of() : List.copyOf(intervals));
    }

    /** Puts neighbours together until there are few enough, those of different shares apart. */
    private static List<Interval> thinned(List<Interval> intervals) {
        if (intervals.size() <= MOST_INTERVALS) {
            return intervals;
        }
        List<Interval> fewer = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            Interval first = intervals.get(i);
            if (i + 1 < intervals.size() && intervals.get(i + 1).share() == first.share()) {
                fewer.add(first.with(intervals.get(++i)));
            } else {
                fewer.add(first);
            }
        }
        return List.copyOf(fewer);
    }
}
