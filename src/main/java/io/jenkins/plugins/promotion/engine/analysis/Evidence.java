package io.jenkins.plugins.promotion.engine.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Estimate;

/**
 * What a verdict rests on.
 *
 * @param test which test it was, in words
 * @param looks how many looks brought something
 * @param canaryEvents values, events or intervals of the canary that counted
 * @param baselineEvents the same of the baseline
 * @param canaryBad bad events of the canary; of a threshold, values out of bounds
 * @param baselineBad bad events of the baseline
 * @param canaryLevel the mean or the rate of the canary
 * @param baselineLevel the mean or the rate of the baseline
 * @param effect by how much the canary differs, with bounds that hold at the metric's part of alpha
 * @param p the p-value against harm: what chance alone brings at least as clearly
 * @param needed the p-value that is small enough at this look
 * @param e how many times as well harm explains what was seen, at most; with 1 / {@code needed} it fails
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        String test,
        int looks,
        long canaryEvents,
        long baselineEvents,
        Long canaryBad,
        Long baselineBad,
        Double canaryLevel,
        Double baselineLevel,
        Estimate effect,
        Double p,
        Double needed,
        Double e) {}
