package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * What one rule says of one promotion at one moment.
 *
 * @param rule the name of the rule, unique in its environment
 * @param kind which kind of rule it is, such as {@code order}
 * @param status what it says
 * @param reason why, in a sentence without relative times
 * @param who who can change it, as a phrase
 * @param changesAt when it changes by itself, {@code null} when it does not or nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(String rule, String kind, Status status, String reason, String who, Instant changesAt) {
    /** Nobody can change it. */
    public static final String NOBODY = "Nobody";

    static Finding satisfied(Rule rule, String reason) {
        return new Finding(rule.name(), rule.kind(), Status.SATISFIED, reason, NOBODY, null);
    }

    static Finding waiting(Rule rule, String reason, String who, Instant changesAt) {
        return new Finding(rule.name(), rule.kind(), Status.WAITING, reason, who, changesAt);
    }

    static Finding refused(Rule rule, String reason, String who) {
        return new Finding(rule.name(), rule.kind(), Status.REFUSED, reason, who, null);
    }
}
