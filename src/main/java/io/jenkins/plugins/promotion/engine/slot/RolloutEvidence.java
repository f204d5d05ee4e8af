package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.FreeText;

/**
 * What an analysis found of one metric, in numbers that people understand. What there is none of is {@code null}.
 *
 * @param metric its name
 * @param critical whether harm ends the rollout
 * @param verdict CONTINUE, PASS, FAIL, INCONCLUSIVE or ERROR
 * @param reason which rule led to it
 * @param sentence both, for people
 * @param canaryEvents values, events or intervals of the release that counted
 * @param baselineEvents the same of the one before
 * @param canaryBad bad events of the release
 * @param baselineBad bad events of the one before
 * @param canaryLevel the mean or the rate of the release
 * @param baselineLevel the mean or the rate of the one before
 * @param effect by how much the release differs
 * @param low the lower bound of that
 * @param high the upper bound of that
 * @param relative whether the three are shares of the baseline, 0.1 for 10 per cent more
 * @param p what chance alone brings at least as clearly
 * @param needed the p that was small enough
 * @param error of averages, the standard error of the effect; missing from records of earlier versions
 * @param noise of averages, the standard deviation of the difference of two of them; missing from records of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutEvidence(
        String metric,
        boolean critical,
        String verdict,
        String reason,
        String sentence,
        long canaryEvents,
        long baselineEvents,
        Long canaryBad,
        Long baselineBad,
        Double canaryLevel,
        Double baselineLevel,
        Double effect,
        Double low,
        Double high,
        boolean relative,
        Double p,
        Double needed,
        Double error,
        Double noise) {
    /** Makes the sentence fit for the record; JSON has no infinity and nothing that is no number. */
    public RolloutEvidence {
        sentence = FreeText.of(sentence);
        canaryLevel = finite(canaryLevel);
        baselineLevel = finite(baselineLevel);
        effect = finite(effect);
        low = finite(low);
        high = finite(high);
        p = finite(p);
        needed = finite(needed);
        error = finite(error);
        noise = finite(noise);
    }

    private static Double finite(Double number) {
        return number == null || !Double.isFinite(number) ? null : number;
    }
}
