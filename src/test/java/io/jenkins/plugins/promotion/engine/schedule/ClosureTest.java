package io.jenkins.plugins.promotion.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosureTest {
    private static Closure closure(String zone, String from, String length, String repeat) {
        return new Closure(
                new ZoneName(zone),
                LocalDateTime.parse(from),
                Duration.parse(length),
                repeat == null ? null : new Recurrence(repeat));
    }

    @Test
    void aDatedOneIsClosedOnceAndThenOpenForever() {
        Closure yearEnd = Closure.between(
                new ZoneName("America/Los_Angeles"),
                LocalDateTime.parse("2026-12-18T17:00"),
                LocalDateTime.parse("2027-01-04T09:00"),
                null);

        assertThat(yearEnd.at(Instant.parse("2026-12-01T00:00:00Z")))
                .isEqualTo(new Phase(true, Instant.parse("2026-12-19T01:00:00Z")));
        assertThat(yearEnd.at(Instant.parse("2026-12-24T00:00:00Z")))
                .isEqualTo(new Phase(false, Instant.parse("2027-01-04T17:00:00Z")));
        assertThat(yearEnd.at(Instant.parse("2027-01-04T17:00:00Z"))).isEqualTo(new Phase(true, null));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} at {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # zone              | from             | length | repeat                               | asked                | closes               | opens
            America/Los_Angeles | 2026-01-02T12:00 | PT12H  | FREQ=WEEKLY;BYDAY=FR                 | 2026-03-07T00:00:00Z | 2026-03-06T20:00:00Z | 2026-03-07T08:00:00Z
            # over the night in which the clocks change it still ends at the same time of the day
            Europe/Berlin       | 2026-01-03T12:00 | PT24H  | FREQ=WEEKLY;BYDAY=SA                 | 2026-03-28T20:00:00Z | 2026-03-28T11:00:00Z | 2026-03-29T10:00:00Z
            Europe/Berlin       | 2026-01-03T12:00 | PT24H  | FREQ=WEEKLY;BYDAY=SA                 | 2026-10-24T20:00:00Z | 2026-10-24T10:00:00Z | 2026-10-25T11:00:00Z
            # leap days
            UTC                 | 2024-02-29T00:00 | P1D    | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29  | 2028-02-29T12:00:00Z | 2028-02-29T00:00:00Z | 2028-03-01T00:00:00Z
            # the last Thursday of November, and the day after it
            America/New_York    | 2026-11-26T00:00 | P2D    | FREQ=YEARLY;BYMONTH=11;BYDAY=-1TH    | 2027-11-26T12:00:00Z | 2027-11-25T05:00:00Z | 2027-11-27T05:00:00Z
            # closures that meet are one
            UTC                 | 2026-03-02T00:00 | P1D    | FREQ=WEEKLY;BYDAY=MO,TU,WE           | 2026-03-09T12:00:00Z | 2026-03-09T00:00:00Z | 2026-03-12T00:00:00Z
            # an end by date includes that day, one in UTC counts in the zone
            UTC                 | 2026-03-02T10:00 | PT1H   | FREQ=DAILY;UNTIL=20260305            | 2026-03-05T10:30:00Z | 2026-03-05T10:00:00Z | 2026-03-05T11:00:00Z
            Asia/Kolkata        | 2026-03-02T10:00 | PT1H   | FREQ=DAILY;UNTIL=20260305T043000Z    | 2026-03-05T04:45:00Z | 2026-03-05T04:30:00Z | 2026-03-05T05:30:00Z
            UTC                 | 2026-03-02T10:00 | PT1H   | FREQ=DAILY;COUNT=3                   | 2026-03-04T10:30:00Z | 2026-03-04T10:00:00Z | 2026-03-04T11:00:00Z
            """)
    void repeatsByTheRule(
            String zone, String from, String length, String repeat, Instant asked, Instant closes, Instant opens) {
        Closure closure = closure(zone, from, length, repeat);

        assertThat(closure.at(asked)).isEqualTo(new Phase(false, opens));
        assertThat(closure.at(closes)).isEqualTo(new Phase(false, opens));
        assertThat(closure.at(closes.minusMillis(1))).isEqualTo(new Phase(true, closes));
        assertThat(closure.at(opens).open()).isTrue();
    }

    @Test
    void aBeginThatDoesNotOccurIsReadWithTheOffsetBeforeTheGap() {
        Closure nightly = closure("America/New_York", "2026-03-01T02:30", "PT2H", "FREQ=DAILY");

        assertThat(nightly.at(Instant.parse("2026-03-08T07:29:00Z")))
                .isEqualTo(new Phase(true, Instant.parse("2026-03-08T07:30:00Z")));
        assertThat(nightly.at(Instant.parse("2026-03-08T07:30:00Z")))
                .isEqualTo(new Phase(false, Instant.parse("2026-03-08T08:30:00Z")));
    }

    @Test
    void afterItsLastOccurrenceItIsOpenForever() {
        for (String end : List.of("UNTIL=20260305", "COUNT=4", "UNTIL=20260305T100000")) {
            Closure closure = closure("UTC", "2026-03-02T10:00", "PT1H", "FREQ=DAILY;" + end);
            assertThat(closure.at(Instant.parse("2026-03-05T11:00:00Z")))
                    .as(end)
                    .isEqualTo(new Phase(true, null));
            assertThat(closure.settledFrom()).as(end).isEqualTo(Instant.parse("2026-03-05T11:00:00Z"));
        }
    }

    @Test
    void theSameQuestionFromManyThreadsHasTheSameAnswer() {
        Closure closure = closure("Europe/Berlin", "2020-01-03T12:00", "PT12H", "FREQ=WEEKLY;BYDAY=FR");
        Instant asked = Instant.parse("2026-03-04T00:00:00Z");

        assertThat(IntStream.range(0, 5000)
                        .parallel()
                        .mapToObj(i -> closure.at(asked))
                        .distinct())
                .containsExactly(new Phase(true, Instant.parse("2026-03-06T11:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FORTNIGHTLY",
                "FREQ=FORTNIGHTLY",
                "FREQ=WEEKLY;BYDAY=XX",
                "BYDAY=FR",
                "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
                "FREQ=DAILY;INTERVAL=0",
                "RRULE:FREQ=DAILY",
                "<script>",
                "a/b"
            })
    void aRuleThatCannotBeReadIsRefused(String rule) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Recurrence(rule))
                .withMessageStartingWith(
                        "repeat: '" + rule + "' is not allowed; it takes a recurrence rule of RFC 5545");
    }

    @Test
    void aRuleOfHoursOrWithoutEndInSightIsRefused() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Recurrence("FREQ=HOURLY"))
                .withMessageEndingWith("its frequency is DAILY, WEEKLY, MONTHLY or YEARLY");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Recurrence("FREQ=DAILY;INTERVAL=2000000000"))
                .withMessageEndingWith("its interval is at most 1000");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Recurrence("FREQ=DAILY;BYMONTH=" + "1,".repeat(5000) + "1"));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Recurrence(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
                "FREQ=DAILY;UNTIL=20200101"
            })
    void aRuleThatNeverOccursIsRefused(String rule) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> closure("UTC", "2026-01-01T00:00", "P1D", rule))
                .withMessage("repeat: '" + rule + "' is not allowed; it never occurs");
    }

    @Test
    void itEndsAfterItBegins() {
        ZoneName utc = new ZoneName("UTC");
        LocalDateTime from = LocalDateTime.parse("2026-12-18T17:00");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Closure.between(utc, from, LocalDateTime.parse("2026-12-18T16:00"), null))
                .withMessage(
                        "to: '2026-12-18T16:00' is not allowed; a freeze ends after it begins, which is 2026-12-18T17:00");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Closure(utc, from, Duration.ZERO, null));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Closure(utc, from, Duration.ofDays(4000), null));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Closure(utc, null, Duration.ofDays(1), null));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Closure(null, from, Duration.ofDays(1), null));
    }
}
