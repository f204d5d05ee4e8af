package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP statuses, such as {@code 200-299,304}.
 *
 * @param text as people write it
 */
public record StatusSet(String text) {
    // Before the constant below, which needs it.
    private static final Pattern RANGE = Pattern.compile("([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?");

    /** Every status of success. */
    public static final StatusSet SUCCESS = new StatusSet("200-299");

    /** @throws InvalidValueException when it is no list of statuses and ranges */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StatusSet {
        if (text == null
                || text.length() > 200
                || !Arrays.stream(text.split(",", -1)).allMatch(StatusSet::isRange)) {
            throw new InvalidValueException(
                    "status", text, "it takes statuses from 100 to 599 and ranges of them, such as 200-299,304");
        }
    }

    private static boolean isRange(String part) {
        Matcher range = RANGE.matcher(part.strip());
        return range.matches()
                && (range.group(2) == null || Integer.parseInt(range.group(1)) <= Integer.parseInt(range.group(2)));
    }

    /** Whether a status is one of them. */
    public boolean contains(int status) {
        return Arrays.stream(text.split(",")).anyMatch(part -> {
            String[] ends = part.strip().split("\\s*-\\s*");
            return status >= Integer.parseInt(ends[0]) && status <= Integer.parseInt(ends[ends.length - 1]);
        });
    }

    @Override
    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
