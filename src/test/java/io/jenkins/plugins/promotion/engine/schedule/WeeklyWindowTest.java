package io.jenkins.plugins.promotion.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyWindowTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Tue-Thu 10:00-15:00         | Tue-Thu 10:00-15:00
            tuesday - THURSDAY 9:00 - 15:00 | Tue-Thu 09:00-15:00
            Mon,Wed,Fri 08:30-12:00     | Mon,Wed,Fri 08:30-12:00
            Mon-Tue 08:30-12:00         | Mon,Tue 08:30-12:00
            Fri-Mon 00:00-24:00         | Mon,Fri-Sun 00:00-24:00
            Mon-Sun 00:00-24:00         | Mon-Sun 00:00-24:00
            Fri 22:00-02:00             | Fri 22:00-02:00
            Fri 22:00-24:00             | Fri 22:00-24:00
            Sat 18:00-06:00             | Sat 18:00-06:00
            """)
    void isReadAndWrittenInOneForm(String text, String canonical) {
        WeeklyWindow window = WeeklyWindow.parse(text);

        assertThat(window).hasToString(canonical);
        assertThat(WeeklyWindow.parse(canonical)).isEqualTo(window);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Tue-Thu",
                "10:00-15:00",
                "Tue-Thu 10:00",
                "Tue-Thu 10-15",
                "Tue_Thu 10:00-15:00",
                "Tue-Wed-Thu 10:00-15:00",
                "<b>Tue</b> 10:00-15:00",
                "Tue 10:00-15:00 Europe/Berlin",
                "Tue 10:00-15:00\nWed 10:00-15:00",
                "a/b 10:00-15:00"
            })
    void anotherFormIsRefusedAndTheFormsAreShown(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> WeeklyWindow.parse(text))
                .satisfies(e -> assertThat(e.field()).isEqualTo("window"))
                .withMessageContaining("is not allowed; a window is written 'Tue-Thu 10:00-15:00'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Fun 10:00-15:00 | a day is Mon, Tue, Wed, Thu, Fri, Sat or Sun, and 'Fun' is none
            Mon 10:00-24:01 | a time is 00:00 to 24:00
            Mon 10:60-11:00 | a time is 00:00 to 24:00
            Mon 99:00-99:59 | a time is 00:00 to 24:00
            Mon 10:00-10:00 | it is empty; a whole day is written 00:00-24:00
            Mon 00:00-00:00 | it is empty; a whole day is written 00:00-24:00
            Mon 24:00-24:00 | it is empty; a whole day is written 00:00-24:00
            Mon 15:00-10:00 | it ends before it begins; one past midnight lasts 12 hours at most
            Mon 10:00-09:59 | it ends before it begins; one past midnight lasts 12 hours at most
            """)
    void whatCannotBeMeantIsRefused(String text, String allowed) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> WeeklyWindow.parse(text))
                .withMessage("window: '" + text + "' is not allowed; " + allowed);
    }

    @Test
    void tenThousandCharactersAreRefusedAtOnceAndNotRepeated() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> WeeklyWindow.parse("Mon,".repeat(2500)))
                .withMessageContaining("(10000 characters)")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> WeeklyWindow.parse(null));
    }
}
