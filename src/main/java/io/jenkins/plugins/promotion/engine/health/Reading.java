package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What one probe found. It carries no secret: whoever makes one has taken them out.
 *
 * <p>A server that is checked and does not answer is unwell, for that is what the check is about. A source that is asked
 * <em>about</em> something and does not answer is an error: nothing is known then.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reading.Well.class, name = "well"),
    @JsonSubTypes.Type(value = Reading.Unwell.class, name = "unwell"),
    @JsonSubTypes.Type(value = Reading.Failed.class, name = "error"),
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Reading {
    /** The most characters of a reason. */
    int LONGEST_REASON = 500;

    /** What was found, in a sentence. */
    String reason();

    /** From the start of the probe to its end. */
    Duration latency();

    /** The bytes that were received. */
    long bytes();

    /**
     * The check holds.
     *
     * @param value the number that was measured, {@code null} when it is none
     * @param baseline the number from before that it was compared with, {@code null} when there is none
     */
    record Well(String reason, Duration latency, long bytes, Double value, Double baseline) implements Reading {
        /** Makes the reason fit for the record. */
        public Well {
            reason = fit(reason);
            Objects.requireNonNull(latency, "latency");
        }
    }

    /**
     * The check does not hold.
     *
     * @param fault why, by name
     * @param value the number that was measured, {@code null} when it is none
     * @param baseline the number from before that it was compared with, {@code null} when there is none
     */
    record Unwell(Fault fault, String reason, Duration latency, long bytes, Double value, Double baseline)
            implements Reading {
        /** Makes the reason fit for the record. */
        public Unwell {
            Objects.requireNonNull(fault, "fault");
            reason = fit(reason);
            Objects.requireNonNull(latency, "latency");
        }

        /** Where no number was measured. */
        public Unwell(Fault fault, String reason, Duration latency, long bytes) {
            this(fault, reason, latency, bytes, null, null);
        }
    }

    /**
     * It could not be found out whether the check holds.
     *
     * @param fault why, by name
     * @param retryAt when to try again at the earliest, {@code null} when the source does not say
     */
    record Failed(Fault fault, String reason, Duration latency, long bytes, Instant retryAt) implements Reading {
        /** Makes the reason fit for the record. */
        public Failed {
            Objects.requireNonNull(fault, "fault");
            reason = fit(reason);
            Objects.requireNonNull(latency, "latency");
        }
    }

    private static String fit(String reason) {
        String text = FreeText.of(reason, LONGEST_REASON);
        return text == null ? "No reason was given." : text;
    }
}
