package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is known of a gate. It can be written and read back at any moment, see {@link GateCodec}; the plan is kept beside
 * it.
 *
 * @param startedAt when the gate began
 * @param deadline until when all checks must have become well
 * @param seenAt the moment of the last event
 * @param soakSince since when every check has been well, {@code null} before; moved by times that are not counted
 * @param tokens how many probes were begun
 * @param checks in the order of the plan
 * @param result {@code null} before the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateState(
        Instant startedAt,
        Instant deadline,
        Instant seenAt,
        Instant soakSince,
        long tokens,
        List<CheckState> checks,
        GateResult result) {
    /** Copies the checks. */
    public GateState {
        checks = List.copyOf(checks);
    }

    /** Of a gate that begins. */
    public static GateState start(GatePlan plan, Instant now) {
        Instant first = now.plus(plan.initialDelay());
        return new GateState(
                now,
                first.plus(plan.timeout()),
                now,
                null,
                0,
                plan.checks().stream()
                        .map(check -> CheckState.due(check.name(), first))
                        .toList(),
                null);
    }

    /** Whether the verdict is there. */
    @JsonIgnore
    public boolean isOver() {
        return result != null;
    }

    /** Whether every check has been well as often as asked for, and must stay so. */
    @JsonIgnore
    public boolean isSoaking() {
        return soakSince != null && result == null;
    }

    /** The moment at which the gate ends in any case. */
    Instant limit(GatePlan plan) {
        return soakSince == null ? deadline : soakSince.plus(plan.soak()).plus(plan.timeout());
    }

    /** The moment at which the soak is done, as far as is known now; {@code null} before it has begun. */
    public Instant soakEnd(GatePlan plan) {
        return soakSince == null ? null : soakSince.plus(plan.soak()).plus(unseen());
    }

    /** The longest time of the soak of which nobody knows, of any check. */
    Duration unseen() {
        return checks.stream().map(CheckState::unseen).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    GateState with(UnaryOperator<CheckState> change) {
        return new GateState(
                startedAt,
                deadline,
                seenAt,
                soakSince,
                tokens,
                checks.stream().map(change).toList(),
                result);
    }

    GateState withSoak(Instant since) {
        return new GateState(startedAt, deadline, seenAt, since, tokens, checks, result);
    }

    GateState withTokens(long begun) {
        return new GateState(startedAt, deadline, seenAt, soakSince, begun, checks, result);
    }

    GateState ended(GateResult end) {
        return new GateState(startedAt, deadline, seenAt, soakSince, tokens, checks, end);
    }

    GateState seen(Instant now) {
        return new GateState(startedAt, deadline, now, soakSince, tokens, checks, result);
    }

    /** Every moment moved: the clock was set, and what was to come is as far away as before. */
    GateState moved(Duration by) {
        return new GateState(
                startedAt.plus(by),
                deadline.plus(by),
                seenAt.plus(by),
                soakSince == null ? null : soakSince.plus(by),
                tokens,
                checks.stream().map(check -> check.moved(by)).toList(),
                result);
    }
}
