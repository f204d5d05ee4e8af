package io.jenkins.plugins.promotion.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-12-18T17:00,2026-12-18T17:00",
        "2026-12-18 17:00,2026-12-18T17:00",
        "' 2026-12-18T17:00:30 ',2026-12-18T17:00:30",
        "2028-02-29,2028-02-29T00:00"
    })
    void readsTimesAndDates(String text, String expected) {
        assertThat(LocalTimeText.parse("from", text)).hasToString(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "2026-02-29",
                "2026-13-01",
                "2026-12-18T25:00",
                "2026-12-18T17",
                "2026-12-18T17:00Z",
                "18.12.2026",
                "17:00",
                "T"
            })
    void refusesAnythingElseByName(String text) {
        assertThatThrownBy(() -> LocalTimeText.parse("from", text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("from: ")
                .hasMessageEndingWith("is not allowed; " + LocalTimeText.ALLOWED);
    }
}
