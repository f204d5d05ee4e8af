package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTextTest {
    @ParameterizedTest
    @CsvSource({
        "5%, 0.05, 5 %",
        "+5 %, 0.05, 5 %",
        "0.05, 0.05, 5 %",
        "-2.5%, -0.025, -2.5 %",
        "0, 0, 0 %",
        "1200%, 12, 1200 %"
    })
    void isWrittenInPerCentOrAsANumber(String text, double share, String shown) {
        assertThat(ShareText.parse("tolerance", text)).isEqualTo(share);
        assertThat(ShareText.format(share)).isEqualTo(shown);
    }

    @Test
    void isTheNumberThatItSays() {
        for (int i = 0; i <= 1_000; i++) {
            assertThat(ShareText.parse("share", i + "e-1 %")).isEqualTo(Double.parseDouble(i + "e-3"));
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {"much", "%", "5%%", "NaN", "1e999999999", "1e999", "0.00000000000000000000000000000000000000001"
            })
    void whatIsNoneIsNamed(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> ShareText.parse("tolerance", text))
                .withMessageStartingWith("tolerance: ")
                .withMessageEndingWith("a share is written 5% or 0.05");
    }
}
