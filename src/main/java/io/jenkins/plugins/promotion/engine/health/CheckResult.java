package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a gate found of one of its checks.
 *
 * @param check its name
 * @param verdict of this check alone
 * @param reason in a sentence
 * @param well how many readings were well
 * @param unwell how many were not
 * @param errors how many probes found nothing out
 * @param last the last reading, {@code null} when there was none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckResult(
        String check, Verdict verdict, String reason, long well, long unwell, long errors, Reading last) {}
