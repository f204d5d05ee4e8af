package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.schedule.Openings;
import java.time.Instant;
import java.util.List;

/**
 * The answer to "could this go out then, and if not, when?", on the facts that are known now.
 *
 * @param at the moment that was asked about
 * @param findings what every rule says of it
 * @param clearAt the first moment, not before that, at which no rule waits for the clock any more; {@code null} when none
 *     is in sight
 * @param then what every rule says at that moment, or, when none is in sight, the same as {@code findings}
 * @param deadline until when the promotion waits, {@code null} when that is not limited
 */
public record Forecast(Instant at, List<Finding> findings, Instant clearAt, List<Finding> then, Instant deadline) {
    private static final int MOST_STEPS = 1000;

    /**
     * Looks ahead from the moment of the facts. A rule that waits until a moment waits until then for sure, so that time is
     * crossed from change to change, five years or a thousand changes at most.
     */
    public static Forecast of(Environment environment, Facts facts) {
        List<Finding> findings = RuleBook.evaluate(environment, facts);
        Instant deadline = facts.promotion().requested().deadline();
        Instant horizon = facts.now().plus(Openings.HORIZON);
        Instant moment = facts.now();
        List<Finding> then = findings;
        for (int step = 0; step < MOST_STEPS && !moment.isAfter(horizon); step++) {
            Instant next = waitsUntil(then);
            if (next == null) {
                return new Forecast(facts.now(), findings, isHopeless(then) ? null : moment, then, deadline);
            }
            moment = next;
            then = RuleBook.evaluate(environment, facts.at(moment));
        }
        return new Forecast(facts.now(), findings, null, findings, deadline);
    }

    /** Whether the deployment could start at the moment that was asked about. */
    public boolean passes() {
        return RuleBook.worst(findings) == Status.SATISFIED;
    }

    /** The rules that time does not satisfy: only people can. */
    public List<Finding> leftToPeople() {
        return then.stream()
                .filter(finding -> finding.status() != Status.SATISFIED)
                .toList();
    }

    /** Whether the promotion gives up before the clock lets it go. */
    public boolean expiresFirst() {
        return deadline != null && (clearAt == null || !clearAt.isBefore(deadline));
    }

    /** The latest of the moments until which a rule waits; {@code null} when none waits for the clock. */
    private static Instant waitsUntil(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.status() == Status.WAITING && finding.changesAt() != null)
                .map(Finding::changesAt)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** A timetable that waits and does not know until when will not open within the time that is looked at. */
    private static boolean isHopeless(List<Finding> findings) {
        return findings.stream()
                .anyMatch(finding -> finding.status() == Status.WAITING
                        && (finding.kind().equals(WindowRule.KIND)
                                || finding.kind().equals(FreezeRule.KIND)));
    }
}
