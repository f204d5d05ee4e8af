package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a gate demands. All checks must be well.
 *
 * @param checks 1 to {@value #MOST_CHECKS}, each with a name of its own
 * @param interval from the start of one probe of a check to the start of its next
 * @param timeout how long all checks together may take to become well, counted from the end of {@code initialDelay}
 * @param successThreshold how many readings in a row must be well, of every check
 * @param failureThreshold how many unwell readings in a row of one check end the gate; 0: only the timeout does
 * @param initialDelay how long nothing is probed at first
 * @param soak how long it must stay well once every check is; 0: not at all
 * @param errorLimit how many errors in a row of one check end the gate, those without data not counted; 0: only the
 *     timeout does
 * @param baselineAt the moment before the deployment from which relative thresholds take their value, {@code null} when
 *     there was none: then the start of the gate is that moment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatePlan(
        List<Check> checks,
        Duration interval,
        Duration timeout,
        int successThreshold,
        int failureThreshold,
        Duration initialDelay,
        Duration soak,
        int errorLimit,
        Instant baselineAt) {
    /** The most checks of one gate. */
    public static final int MOST_CHECKS = 50;
    /** The most readings in a row that can be asked for. */
    public static final int MOST_READINGS = 1000;
    /** The longest timeout, initial delay and soak. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** @throws InvalidValueException naming what is not allowed, and what is */
    public GatePlan {
        checks = checks == null ? List.of() : List.copyOf(checks);
        if (checks.isEmpty() || checks.size() > MOST_CHECKS) {
            throw new InvalidValueException("checks", checks.size() + " checks", "a gate has 1 to " + MOST_CHECKS);
        }
        Set<String> names = new HashSet<>();
        for (Check check : checks) {
            if (!names.add(check.name())) {
                throw new InvalidValueException("checks", check.name(), "every check has a name of its own");
            }
        }
        bounded("interval", interval, Duration.ofMillis(1), Duration.ofDays(1));
        bounded("timeout", timeout, Duration.ofMillis(1), LONGEST);
        bounded("initialDelay", initialDelay, Duration.ZERO, LONGEST);
        bounded("soak", soak, Duration.ZERO, LONGEST);
        bounded("successThreshold", successThreshold, 1);
        bounded("failureThreshold", failureThreshold, 0);
        bounded("errorLimit", errorLimit, 0);
        if (interval.multipliedBy(successThreshold - 1L).compareTo(timeout) >= 0) {
            throw new InvalidValueException(
                    "timeout",
                    DurationText.format(timeout),
                    "it must be longer than " + (successThreshold - 1) + " times the interval of "
                            + DurationText.format(interval) + ", or " + successThreshold
                            + " readings in a row do not fit");
        }
    }

    private static void bounded(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            String from = least.isZero() ? "0s" : "more than nothing";
            throw new InvalidValueException(
                    field, DurationText.format(value), "it takes " + from + " to " + DurationText.format(most));
        }
    }

    private static void bounded(String field, int value, int least) {
        if (value < least || value > MOST_READINGS) {
            throw new InvalidValueException(field, value, "it takes " + least + " to " + MOST_READINGS);
        }
    }

    /** With every default. */
    public static GatePlan of(Check... checks) {
        return GateWords.DEFAULTS.plan(List.of(checks), null);
    }

    /** A check by its name. */
    Check check(String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no check " + name));
    }

    /**
     * After how long without any event nobody can have been looking: the events of a gate come at least once an interval.
     */
    @JsonIgnore
    Duration quiet() {
        return interval.multipliedBy(3).plus(Check.DEFAULT_TIME);
    }
}
