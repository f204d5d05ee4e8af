package io.jenkins.plugins.promotion.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenHoursTest {
    private static OpenHours hours(String zone, String... windows) {
        return new OpenHours(
                new ZoneName(zone), Stream.of(windows).map(WeeklyWindow::parse).toList());
    }

    /** In 2026 clocks change in New York and St John's on 8 March and 1 November, in Berlin on 29 March and 25 October. */
    @ParameterizedTest(name = "{0} {1} after {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # zone              | window              | asked                | opens                | closes
            # forward: 02:00 becomes 03:00
            America/New_York    | Sun 01:30-02:30     | 2026-03-08T05:00:00Z | 2026-03-08T06:30:00Z | 2026-03-08T07:30:00Z
            America/New_York    | Sun 02:15-02:45     | 2026-03-08T05:00:00Z | 2026-03-08T07:15:00Z | 2026-03-08T07:45:00Z
            America/New_York    | Sun 02:30-03:15     | 2026-03-08T05:00:00Z | 2026-03-15T06:30:00Z | 2026-03-15T07:15:00Z
            America/New_York    | Sat 22:00-03:00     | 2026-03-08T00:00:00Z | 2026-03-08T03:00:00Z | 2026-03-08T07:00:00Z
            America/New_York    | Sun 10:00-15:00     | 2026-03-08T05:00:00Z | 2026-03-08T14:00:00Z | 2026-03-08T19:00:00Z
            # back: 02:00 becomes 01:00
            America/New_York    | Sun 01:00-02:00     | 2026-11-01T04:00:00Z | 2026-11-01T05:00:00Z | 2026-11-01T07:00:00Z
            America/New_York    | Sun 00:30-01:30     | 2026-11-01T04:00:00Z | 2026-11-01T04:30:00Z | 2026-11-01T05:30:00Z
            America/New_York    | Sun 10:00-15:00     | 2026-11-01T04:00:00Z | 2026-11-01T15:00:00Z | 2026-11-01T20:00:00Z
            Europe/Berlin       | Sun 02:00-03:00     | 2026-03-28T20:00:00Z | 2026-04-05T00:00:00Z | 2026-04-05T01:00:00Z
            Europe/Berlin       | Tue-Thu 10:00-15:00 | 2026-03-28T20:00:00Z | 2026-03-31T08:00:00Z | 2026-03-31T13:00:00Z
            Europe/Berlin       | Sat 22:00-04:00     | 2026-10-24T12:00:00Z | 2026-10-24T20:00:00Z | 2026-10-25T03:00:00Z
            # half an hour back on 5 April, half an hour forward on 4 October
            Australia/Lord_Howe | Sun 01:00-02:00     | 2026-04-04T12:00:00Z | 2026-04-04T14:00:00Z | 2026-04-04T15:30:00Z
            Australia/Lord_Howe | Sun 01:30-01:45     | 2026-04-04T12:00:00Z | 2026-04-04T14:30:00Z | 2026-04-04T14:45:00Z
            Australia/Lord_Howe | Sun 02:00-03:00     | 2026-10-03T12:00:00Z | 2026-10-03T15:30:00Z | 2026-10-03T16:00:00Z
            # half hours and quarters
            Asia/Kolkata        | Mon 10:00-15:30     | 2026-03-01T12:00:00Z | 2026-03-02T04:30:00Z | 2026-03-02T10:00:00Z
            Asia/Kathmandu      | Mon 10:00-15:00     | 2026-03-01T12:00:00Z | 2026-03-02T04:15:00Z | 2026-03-02T09:15:00Z
            # days of 23 and of 25 hours, half an hour off
            America/St_Johns    | Sun 00:00-24:00     | 2026-03-08T00:00:00Z | 2026-03-08T03:30:00Z | 2026-03-09T02:30:00Z
            America/St_Johns    | Sun 00:00-24:00     | 2026-11-01T00:00:00Z | 2026-11-01T02:30:00Z | 2026-11-02T03:30:00Z
            # Samoa had no Friday, 30 December 2011
            Pacific/Apia        | Fri 10:00-15:00     | 2011-12-29T20:00:00Z | 2012-01-05T20:00:00Z | 2012-01-06T01:00:00Z
            Pacific/Apia        | Thu 22:00-02:00     | 2011-12-29T20:00:00Z | 2011-12-30T08:00:00Z | 2011-12-30T12:00:00Z
            # a leap day is a day
            UTC                 | Tue 10:00-15:00     | 2028-02-28T12:00:00Z | 2028-02-29T10:00:00Z | 2028-02-29T15:00:00Z
            UTC                 | Mon 22:00-02:00     | 2028-02-28T12:00:00Z | 2028-02-28T22:00:00Z | 2028-02-29T02:00:00Z
            """)
    void opensAndClosesByTheClocksOfTheZone(String zone, String window, Instant asked, Instant opens, Instant closes) {
        OpenHours hours = hours(zone, window);

        assertThat(hours.at(asked)).isEqualTo(new Phase(false, opens));
        assertThat(hours.at(opens.minusMillis(1))).isEqualTo(new Phase(false, opens));
        assertThat(hours.at(opens)).isEqualTo(new Phase(true, closes));
        assertThat(hours.at(closes.minusMillis(1))).isEqualTo(new Phase(true, closes));
        assertThat(hours.at(closes).open()).isFalse();
    }

    @Test
    void windowsThatMeetAreOneOpening() {
        OpenHours hours = hours("UTC", "Mon 20:00-24:00", "Tue 00:00-06:00", "Tue 05:00-08:00");

        assertThat(hours.at(Instant.parse("2026-03-02T21:00:00Z")))
                .isEqualTo(new Phase(true, Instant.parse("2026-03-03T08:00:00Z")));
    }

    @Test
    void whatIsAlwaysOpenDoesNotChange() {
        assertThat(hours("Europe/Berlin", "Mon-Sun 00:00-24:00")
                        .at(Instant.parse("2026-10-25T00:30:00Z"))
                        .open())
                .isTrue();
    }

    @Test
    void thePastMidnightPartBelongsToTheDayBefore() {
        OpenHours hours = hours("Europe/Berlin", "Fri 22:00-02:00");

        assertThat(hours.at(Instant.parse("2026-03-07T00:30:00Z")).open())
                .as("Saturday 01:30")
                .isTrue();
        assertThat(hours.at(Instant.parse("2026-03-06T00:30:00Z")).open())
                .as("Friday 01:30")
                .isFalse();
    }

    /** Independently of how it is computed: where no clock changes, open is what the clock says. */
    @Test
    void agreesWithTheClockThroughAWholeYear() {
        OpenHours hours = hours("Asia/Kolkata", "Tue-Thu 10:00-15:00", "Fri 22:00-02:00");
        ZoneName zone = new ZoneName("Asia/Kolkata");
        for (Instant moment = Instant.parse("2028-01-01T00:00:00Z");
                moment.isBefore(Instant.parse("2029-01-01T00:00:00Z"));
                moment = moment.plus(Duration.ofMinutes(17))) {
            var local = zone.local(moment);
            int minute = local.getHour() * 60 + local.getMinute();
            boolean open =
                    switch (local.getDayOfWeek()) {
                        case TUESDAY, WEDNESDAY, THURSDAY -> minute >= 600 && minute < 900;
                        case FRIDAY -> minute >= 22 * 60;
                        case SATURDAY -> minute < 120;
                        default -> false;
                    };
            assertThat(hours.at(moment).open()).as(local.toString()).isEqualTo(open);
        }
    }

    @Test
    void withoutAWindowItWouldNeverOpen() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new OpenHours(new ZoneName("UTC"), List.of()))
                .withMessage("windows: '[]' is not allowed; without a window it never opens; it takes 1 to 50");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new OpenHours(null, List.of(WeeklyWindow.parse("Mon 10:00-11:00"))))
                .withMessageStartingWith("zone: a missing value is not allowed");
    }
}
