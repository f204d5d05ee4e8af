package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "30s, PT30S, 30s",
        "10m, PT10M, 10m",
        "2h, PT2H, 2h",
        "1d, PT24H, 1d",
        "1h30m, PT90M, 1h30m",
        "90m, PT90M, 1h30m",
        "0s, PT0S, 0s",
        "0m, PT0S, 0s",
        "1d2h3m4s, PT26H3M4S, 1d2h3m4s",
        "' 5m ', PT5M, 5m",
        "36h, PT36H, 1d12h"
    })
    void isReadAndWrittenInItsShortestForm(String text, Duration duration, String shortest) {
        assertThat(DurationText.parse("timeout", text)).isEqualTo(duration);
        assertThat(DurationText.format(duration)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "s",
                "-5m",
                "+5m",
                "1.5h",
                "5 m",
                "5M",
                "5min",
                "1m1h",
                "1m1m",
                "PT5M",
                "1000000d",
                "٣s",
                "1w",
                "<b>5m</b>",
                "5m\0"
            })
    void anotherFormIsRefusedNamingTheField(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> DurationText.parse("timeout", text))
                .satisfies(e -> assertThat(e.field()).isEqualTo("timeout"))
                .withMessageEndingWith("is not allowed; a duration is written 30s, 10m, 2h, 1d or 1h30m");
    }

    @Test
    void tenThousandDigitsAreRefusedAndNotRepeated() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> DurationText.parse("timeout", "9".repeat(10_000) + "s"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250).contains("(10001 characters)"));
    }

    @Test
    void everyDurationOfWholeSecondsComesBack() {
        Random random = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofSeconds(random.nextLong(86_400L * 999_999) >>> random.nextInt(37));
            assertThat(DurationText.parse("timeout", DurationText.format(duration)))
                    .isEqualTo(duration);
        }
    }

    @Test
    void whatIsNotAWholePositiveDurationIsWrittenSoThatItCanBeRead() {
        assertThat(DurationText.format(Duration.ofMillis(999))).isEqualTo("0s");
        assertThat(DurationText.format(Duration.ofMillis(90_900))).isEqualTo("1m30s");
        assertThat(DurationText.format(Duration.ofSeconds(-90))).isEqualTo("0s");
    }
}
