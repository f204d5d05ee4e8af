package io.jenkins.plugins.promotion.engine.health;

import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The times and counts of a gate as people write them, each {@code null} where they write nothing.
 *
 * @param interval such as {@code 10s}
 * @param timeout such as {@code 5m}
 * @param initialDelay such as {@code 30s}
 * @param soak such as {@code 30m}
 */
public record GateWords(
        String interval,
        String timeout,
        Integer successThreshold,
        Integer failureThreshold,
        String initialDelay,
        String soak,
        Integer errorLimit) {
    /** Where nobody writes anything. */
    public static final GateWords DEFAULTS = new GateWords(null, null, null, null, null, null, null);

    /** The interval where none is written. */
    public static final String INTERVAL = "10s";
    /** The timeout where none is written. */
    public static final String TIMEOUT = "5m";
    /** The successThreshold where none is written. */
    public static final int SUCCESS_THRESHOLD = 3;
    /** The failureThreshold where none is written: only the timeout ends the gate. */
    public static final int FAILURE_THRESHOLD = 0;
    /** The errorLimit where none is written. */
    public static final int ERROR_LIMIT = 5;

    /**
     * The plan that the words make.
     *
     * @throws InvalidValueException naming the field, the value and what is allowed
     */
    public GatePlan plan(List<Check> checks, Instant baselineAt) {
        Duration every = duration("interval", interval, INTERVAL);
        if (every.toSeconds() < 1) {
            throw new InvalidValueException("interval", interval, "it takes 1s or more");
        }
        return new GatePlan(
                checks,
                every,
                duration("timeout", timeout, TIMEOUT),
                number(successThreshold, SUCCESS_THRESHOLD),
                number(failureThreshold, FAILURE_THRESHOLD),
                duration("initialDelay", initialDelay, "0s"),
                duration("soak", soak, "0s"),
                number(errorLimit, ERROR_LIMIT),
                baselineAt);
    }

    private static Duration duration(String field, String text, String otherwise) {
        return DurationText.parse(field, text == null || text.isBlank() ? otherwise : text);
    }

    private static int number(Integer number, int otherwise) {
        return number == null ? otherwise : number;
    }
}
