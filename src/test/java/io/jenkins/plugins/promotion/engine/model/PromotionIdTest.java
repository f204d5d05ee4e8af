package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionIdTest {
    @ParameterizedTest
    @CsvSource({"production, 1", "eu-west-1, 17", "a-, 2", "v1.2, 999999999"})
    void whatIsWrittenIsReadBack(String environment, int number) {
        PromotionId id = new PromotionId(EnvironmentName.of(environment), number);
        assertThat(id).hasToString(environment + "-" + number);
        assertThat(PromotionId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "-",
                "-1",
                "production",
                "production-",
                "production-0",
                "production-01",
                "production--",
                "production-1000000000",
                "production-99999999999999999999",
                "production-1 ",
                "a/b-1",
                "production-١"
            })
    void anotherFormIsRefused(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PromotionId.parse(text))
                .withMessageContaining("is not allowed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_000_000})
    void aNumberThatCouldNotBeReadBackIsRefused(int number) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new PromotionId(EnvironmentName.of("production"), number))
                .withMessage(
                        "promotion: 'production-%d' is not allowed; it has an environment and a number from 1 to 999999999",
                        number);
    }

    @Test
    void thereIsNoIdWithoutAnEnvironment() {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new PromotionId(null, 1));
    }
}
