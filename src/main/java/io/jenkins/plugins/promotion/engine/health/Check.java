package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;

/** One thing that a gate looks at. A value: it says what to look at, and looks at nothing. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HttpCheck.class, name = "http"),
    @JsonSubTypes.Type(value = TcpCheck.class, name = "tcp"),
    @JsonSubTypes.Type(value = MetricCheck.class, name = "metric"),
    @JsonSubTypes.Type(value = BlockCheck.class, name = "block"),
})
public sealed interface Check permits HttpCheck, TcpCheck, MetricCheck, BlockCheck {
    /** The most characters of a name. */
    int LONGEST_NAME = 200;
    /** How long a probe may take where nothing else is said. */
    Duration DEFAULT_TIME = Duration.ofSeconds(10);

    /** Unique in its gate. */
    String name();

    /** How long one probe may take, {@code null} for as long as the gate. */
    Duration time();

    /** The name, or what it is by default, checked. */
    static String named(String name, String otherwise) {
        String text = name == null || name.isBlank() ? otherwise : name;
        if (text.length() > LONGEST_NAME || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException("name", text, "it takes one line of 1 to " + LONGEST_NAME + " characters");
        }
        return text;
    }

    /** The time of one probe, or the default, checked. */
    static Duration bounded(Duration time) {
        if (time == null) {
            return DEFAULT_TIME;
        } else if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new InvalidValueException("time", time, "one probe may take more than nothing and up to 5m");
        }
        return time;
    }
}
