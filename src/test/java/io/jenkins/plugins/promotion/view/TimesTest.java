package io.jenkins.plugins.promotion.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Absolute time, then the distance. */
class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T19:00:00Z"); // a Monday, 20:00 in Berlin
    private static final Times TIMES = new Times(NOW, ZoneId.of("Europe/Berlin"), Locale.GERMANY);

    @Test
    void nearDaysAreNamedAndFarOnesDated() {
        assertThat(both("2026-11-24T09:00:00Z")).isEqualTo("Di. 10:00, in 14 h");
        assertThat(both("2026-11-23T18:20:00Z")).isEqualTo("19:20, 40 min ago");
        assertThat(both("2026-11-23T16:38:00Z")).isEqualTo("17:38, 2 h 22 min ago");
        assertThat(both("2026-11-25T17:00:00Z")).isEqualTo("Mi. 18:00, in 46 h");
        assertThat(both("2026-12-18T09:00:00Z")).isEqualTo("18.12.2026 10:00, in 24 d");
        assertThat(both("2026-11-23T18:59:40Z")).isEqualTo("19:59, just now");
        assertThat(both("2026-11-23T19:00:20Z")).isEqualTo("20:00, in less than a minute");
    }

    @Test
    void tablesSayTodayAndYesterdayInTheZoneOfTheReader() {
        assertThat(TIMES.moment(Instant.parse("2026-11-22T23:30:00Z")).dated()).isEqualTo("Today 00:30");
        assertThat(TIMES.moment(Instant.parse("2026-11-22T22:30:00Z")).dated()).isEqualTo("Yesterday 23:30");
        assertThat(TIMES.moment(Instant.parse("2026-11-21T22:30:00Z")).dated()).isEqualTo("21.11.2026 23:30");
        assertThat(TIMES.moment(NOW).iso()).isEqualTo("2026-11-23T19:00:00Z");
        assertThat(TIMES.moment(null)).isNull();
    }

    @Test
    void lengthsAreAsFineAsTheyNeedToBe() {
        assertThat(TIMES.length(Duration.ofSeconds(12))).isEqualTo("12 s");
        assertThat(TIMES.length(Duration.ofMinutes(41))).isEqualTo("41 min");
        assertThat(TIMES.length(Duration.ofHours(3))).isEqualTo("3 h");
        assertThat(TIMES.length(Duration.ofDays(3))).isEqualTo("3 d");
        assertThat(TIMES.length(Duration.ofSeconds(-1))).isEqualTo("0 s");
        assertThat(TIMES.lasting(Duration.ofSeconds(12))).isEqualTo("less than a minute");
    }

    @Test
    void sentencesOfTheEngineTellTheirTimesByTheClockOfTheReader() {
        assertThat(TIMES.told("2.1 is in quarantine, set in staging by Ada at 2026-11-23T18:00:05Z: Loses baskets."))
                .isEqualTo("2.1 is in quarantine, set in staging by Ada at 19:00: Loses baskets.");
        assertThat(TIMES.told(
                        "It is held by Ada since 2026-11-22T09:30:00Z: Audit. And since 2026-10-01T09:30:00Z: No."))
                .isEqualTo("It is held by Ada since So. 10:30: Audit. And since 01.10.2026 11:30: No.");
        assertThat(TIMES.told("2.1 must have soaked, which is so at 2026-11-24T09:00:00Z."))
                .isEqualTo("2.1 must have soaked, which is so at Di. 10:00.");
        assertThat(TIMES.told("2026-11-24T09:00:00Z, at 2026-99-24T09:00:00Z: see at 2026-11-24 09:00"))
                .as("what is none of its times stays as it is")
                .isEqualTo("2026-11-24T09:00:00Z, at 2026-99-24T09:00:00Z: see at 2026-11-24 09:00");
        assertThat(TIMES.told(null)).isNull();
    }

    private static String both(String at) {
        return TIMES.moment(Instant.parse(at)).both();
    }
}
