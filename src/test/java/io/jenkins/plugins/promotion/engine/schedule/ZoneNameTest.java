package io.jenkins.plugins.promotion.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "Europe/Atlantis", "+01:00", "GMT+1", "PST", "Z", "europe/berlin", "<b>", "SystemV/EST5"})
    void onlyNamesOfTheDatabaseAreTaken(String id) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ZoneName(id))
                .withMessageStartingWith("zone: '" + id
                        + "' is not allowed; it takes a time zone by name, such as Europe/Berlin or UTC");
    }

    @Test
    void aSlipIsAnsweredWithTheNearestName() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ZoneName("America/Los Angels"))
                .withMessageEndingWith("did you mean 'America/Los_Angeles'?");
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new ZoneName("x".repeat(10_000)));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new ZoneName(null));
    }

    @Test
    void aTimeThatOccursTwiceMeansTheFirstAndOneThatDoesNotIsReadWithTheOffsetBefore() {
        ZoneName berlin = new ZoneName("Europe/Berlin");
        assertThat(berlin.instant(LocalDateTime.parse("2026-10-25T02:30"))).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(berlin.instant(LocalDateTime.parse("2026-03-29T02:30"))).isEqualTo("2026-03-29T01:30:00Z");
        assertThat(berlin.readable(Instant.parse("2026-12-08T09:00:00Z")))
                .isEqualTo("Tue 2026-12-08 10:00 (Europe/Berlin)");
    }
}
