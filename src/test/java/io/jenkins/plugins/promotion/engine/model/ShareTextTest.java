package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTextTest {
    @ParameterizedTest
    @CsvSource({"5%, 0.05", "5 %, 0.05", "0.05, 0.05", ".05, 0.05", "0, 0", "0%, 0", "150%, 1.5", "1, 1", "0.1%, 0.001"
    })
    void readsSharesAsTheyAreWritten(String text, double share) {
        assertThat(ShareText.parse("tolerance", " " + text + " ")).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-5%", "five", "5%%", "1e3", "NaN", "5 percent", "0x1"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> ShareText.parse("tolerance", text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("tolerance: '" + text + "' is not allowed; it takes a share, such as 5% or 0.05");
    }
}
