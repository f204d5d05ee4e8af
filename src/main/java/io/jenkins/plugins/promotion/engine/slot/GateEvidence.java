package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.health.CheckResult;
import io.jenkins.plugins.promotion.engine.model.FreeText;

/**
 * What a gate found of one of its checks.
 *
 * @param check its name
 * @param verdict of this check alone
 * @param reason in a sentence
 * @param well how many readings were well
 * @param unwell how many were not
 * @param failed how many probes found nothing out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateEvidence(String check, String verdict, String reason, long well, long unwell, long failed) {
    /** Makes the reason fit for the record. */
    public GateEvidence {
        reason = FreeText.of(reason);
    }

    /** What there is to record of a result. */
    public static GateEvidence of(CheckResult found) {
        return new GateEvidence(
                found.check(), found.verdict().name(), found.reason(), found.well(), found.unwell(), found.errors());
    }
}
