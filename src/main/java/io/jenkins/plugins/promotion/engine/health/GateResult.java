package io.jenkins.plugins.promotion.engine.health;

import java.time.Instant;
import java.util.List;

/**
 * The verdict of a gate with its evidence.
 *
 * @param at when it was reached
 * @param reason of the gate as a whole, in a sentence
 * @param checks what was found of each check, in the order of the plan
 */
public record GateResult(Verdict verdict, Instant at, String reason, List<CheckResult> checks) {
    /** Copies the checks. */
    public GateResult {
        checks = List.copyOf(checks);
    }
}
