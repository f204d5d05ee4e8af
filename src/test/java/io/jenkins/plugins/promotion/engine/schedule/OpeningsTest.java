package io.jenkins.plugins.promotion.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static final ZoneName UTC = new ZoneName("UTC");
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private static OpenHours hours(String window) {
        return new OpenHours(UTC, List.of(WeeklyWindow.parse(window)));
    }

    private static Closure weekly(String from, int hours, String day) {
        return new Closure(
                UTC, LocalDateTime.parse(from), Duration.ofHours(hours), new Recurrence("FREQ=WEEKLY;BYDAY=" + day));
    }

    @Test
    void aClosureBeatsAWindow() {
        assertThat(Openings.next(List.of(hours("Tue-Thu 10:00-15:00"), weekly("2026-01-06T00:00", 37, "TU")), MONDAY))
                .contains(Instant.parse("2026-03-04T13:00:00Z"));
    }

    @Test
    void whatIsOpenNowIsOpenNow() {
        assertThat(Openings.next(List.of(hours("Mon 09:00-10:00")), MONDAY)).contains(MONDAY);
        assertThat(Openings.next(List.of(), MONDAY)).contains(MONDAY);
    }

    @Test
    void windowsThatExcludeEachOtherNeverOpen() {
        assertThat(Openings.areEverOpen(List.of(hours("Mon 10:00-12:00"), hours("Tue 10:00-12:00"))))
                .isFalse();
        assertThat(Openings.areEverOpen(List.of(hours("Mon 10:00-12:00"), hours("Mon 11:59-13:00"))))
                .isTrue();
    }

    @Test
    void aClosureForeverIsNoOpeningThoughItBeginsLate() {
        Closure always = new Closure(
                UTC, LocalDateTime.parse("2030-01-01T00:00"), Duration.ofDays(1), new Recurrence("FREQ=DAILY"));

        assertThat(Openings.areEverOpen(List.of(always))).isFalse();
        assertThat(Openings.areEverOpen(List.of(hours("Fri 10:00-12:00"), weekly("2026-01-02T00:00", 24, "FR"))))
                .isFalse();
        assertThat(Openings.areEverOpen(List.of(hours("Fri 10:00-12:00"), weekly("2026-01-02T00:00", 11, "FR"))))
                .isTrue();
    }

    @Test
    void aClosureThatEndsSomeTimeIsNotForever() {
        Closure years = new Closure(UTC, LocalDateTime.parse("2026-01-01T00:00"), Duration.ofDays(1000), null);

        assertThat(Openings.areEverOpen(List.of(years, hours("Mon 10:00-12:00"))))
                .isTrue();
        assertThat(Openings.next(List.of(years), MONDAY)).contains(years.settledFrom());
    }
}
