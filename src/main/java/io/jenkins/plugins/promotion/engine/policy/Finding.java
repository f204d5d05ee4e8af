package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What one rule says of one promotion at one moment.
 *
 * @param rule the name of the rule, unique in its environment
 * @param kind which kind of rule it is, such as {@code order}
 * @param status what it says
 * @param reason why, in a sentence without relative times
 * @param who who can change it, as a phrase
 * @param changesAt when it changes by itself, {@code null} when it does not or nobody knows; of a rule that waits, it waits
 *     until then for sure
 * @param lifted how the rule was lifted for this promotion, {@code null} when it was not; one that is lifted is satisfied
 * @param details more that can be shown, each in a sentence, such as the votes that do not count and why
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Finding(
        String rule,
        String kind,
        Status status,
        String reason,
        String who,
        Instant changesAt,
        Lift lifted,
        List<String> details) {
    /** Nobody can change it. */
    public static final String NOBODY = "Nobody";

    /** How a rule is lifted. */
    public enum Lift {
        /** Somebody lifted this very rule. */
        OVERRIDE,
        /** Somebody declared an emergency hotfix, which lifts it. */
        HOTFIX,
        /** The environment waives it for rollbacks. */
        ROLLBACK
    }

    /** Copies the details. */
    public Finding {
        details = details == null ? List.of() : List.copyOf(details);
    }

    /** Of a rule that is not lifted, without details. */
    public Finding(String rule, String kind, Status status, String reason, String who, Instant changesAt) {
        this(rule, kind, status, reason, who, changesAt, null, List.of());
    }

    static Finding satisfied(Rule rule, String reason) {
        return satisfied(rule, reason, null);
    }

    static Finding satisfied(Rule rule, String reason, Instant changesAt) {
        return new Finding(rule.name(), rule.kind(), Status.SATISFIED, reason, NOBODY, changesAt);
    }

    static Finding waiting(Rule rule, String reason, String who, Instant changesAt) {
        return new Finding(rule.name(), rule.kind(), Status.WAITING, reason, who, changesAt);
    }

    static Finding refused(Rule rule, String reason, String who) {
        return new Finding(rule.name(), rule.kind(), Status.REFUSED, reason, who, null);
    }

    Finding withDetails(List<String> more) {
        return new Finding(rule, kind, status, reason, who, changesAt, lifted, more);
    }

    /** The same rule, lifted: what it says itself stays to be read. */
    Finding lifted(Lift how, String why) {
        String sentence = why + (why.endsWith(".") ? "" : ".") + " Without that: " + reason;
        return new Finding(rule, kind, Status.SATISFIED, sentence, NOBODY, null, how, details);
    }
}
