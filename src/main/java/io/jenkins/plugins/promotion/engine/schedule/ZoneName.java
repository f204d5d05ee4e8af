package io.jenkins.plugins.promotion.engine.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A time zone by its name in the IANA time zone database, such as {@code America/Los_Angeles}. An offset such as {@code
 * +01:00} or an abbreviation such as {@code PST} is no name: it does not say when clocks change.
 *
 * @param id the name
 */
public record ZoneName(@JsonValue String id) {
    private static final DateTimeFormatter READABLE =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);
    private static final int DISTANCE_OF_A_SLIP = 3;
    private static final int LONGEST_SLIP = 64;

    /** @throws InvalidValueException when there is no zone of that name; the message has the nearest one */
    @JsonCreator
    public ZoneName {
        if (id == null || !ZoneId.getAvailableZoneIds().contains(id) || id.startsWith("SystemV/")) {
            throw new InvalidValueException(
                    "zone", id, "it takes a time zone by name, such as Europe/Berlin or UTC" + hint(id));
        }
    }

    private static String hint(String id) {
        if (id == null || id.length() > LONGEST_SLIP) {
            return "";
        }
        LevenshteinDistance distance = new LevenshteinDistance(DISTANCE_OF_A_SLIP);
        String meant = id.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
        Optional<String> nearest = ZoneId.getAvailableZoneIds().stream()
                .filter(known -> known.indexOf('/') > 0 && distance.apply(known.toLowerCase(Locale.ROOT), meant) >= 0)
                .min(Comparator.<String>comparingInt(known -> distance.apply(known.toLowerCase(Locale.ROOT), meant))
                        .thenComparing(Comparator.naturalOrder()));
        return nearest.map(known -> "; did you mean '" + known + "'?").orElse("");
    }

    /** The zone itself. */
    public ZoneId zone() {
        return ZoneId.of(id);
    }

    /** The moment at which clocks there show this time, by RFC 5545 section 3.3.5. */
    public Instant instant(LocalDateTime local) {
        return ZonedDateTime.of(local, zone()).toInstant();
    }

    /** What clocks there show at that moment. */
    public LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone());
    }

    /** The moment for people, such as {@code Tue 2026-12-08 10:00 (America/Los_Angeles)}. */
    public String readable(Instant moment) {
        return READABLE.format(local(moment)) + " (" + id + ")";
    }

    @Override
    public String toString() {
        return id;
    }
}
