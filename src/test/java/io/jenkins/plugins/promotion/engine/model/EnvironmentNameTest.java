package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentNameTest {
    static Stream<String> refused() {
        return Stream.concat(
                UnfitText.lines(),
                Stream.of(
                        ".",
                        "..",
                        ".hidden",
                        "-dash",
                        "_under",
                        "a/b",
                        "a\\b",
                        "../x",
                        "a b",
                        "a:b",
                        "a%2Fb",
                        "a?b",
                        "<b>",
                        "a&b",
                        "größe",
                        "店",
                        "a'b",
                        "a\"b",
                        "production\n",
                        "x".repeat(65)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoSafeFileNameIsRefusedWithWhatIsAllowed(String value) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EnvironmentName.of(value))
                .satisfies(e -> assertThat(e.field()).isEqualTo("environment"))
                .withMessageEndingWith(
                        "is not allowed; a name has 1 to 64 letters, digits, '.', '_' or '-', and starts with"
                                + " a letter or digit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "Production", "eu-west-1", "a", "9", "v1.2_x", "a..b"})
    void otherNamesKeepTheirSpelling(String value) {
        assertThat(EnvironmentName.of(value)).hasToString(value);
        assertThat(EnvironmentName.of(value).value()).isEqualTo(value);
        assertThat(EnvironmentName.of("x".repeat(64)).value()).hasSize(64);
    }

    @Test
    void namesAreEqualIgnoringCaseAlsoForATurkishController() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            EnvironmentName upper = EnvironmentName.of("INTEGRATION");
            EnvironmentName lower = EnvironmentName.of("integration");
            assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower).isEqualByComparingTo(lower);
            assertThat(upper.key()).isEqualTo("integration");
            assertThat(new TreeSet<>(List.of(upper))).contains(lower);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void otherNamesDiffer() {
        assertThat(EnvironmentName.of("staging"))
                .isNotEqualTo(EnvironmentName.of("staging2"))
                .isNotEqualTo("staging");
    }
}
