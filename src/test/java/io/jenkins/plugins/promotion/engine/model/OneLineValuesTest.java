package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineValuesTest {
    private static final BuildRef BUILD = new BuildRef("shop", 1);

    static Stream<String> unfit() {
        return UnfitText.lines();
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void anApplicationNameIsOneCleanLine(String value) {
        assertRefused("application", () -> new ApplicationName(value));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void aUserIdIsOneCleanLine(String value) {
        assertRefused("user", () -> Principal.of(value));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void aJobIsOneCleanLine(String value) {
        assertRefused("job", () -> new BuildRef(value, 1));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void aVersionIsOneCleanLine(String value) {
        assertRefused("version", () -> new Release(value, List.of(), null, BUILD, Instant.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void anArtefactNameIsOneCleanLine(String value) {
        assertRefused("artifact", () -> new Artifact(value, "0".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "team/shop/main",
                "a",
                "<script>alert(1)</script>",
                "Größe 店 👩‍💻",
                "../../etc/passwd",
                "with 'quotes' and \"more\"",
                "feature%2Fx"
            })
    void anyOtherLineIsKeptAsItIs(String value) {
        assertThat(new ApplicationName(value)).hasToString(value);
        assertThat(Principal.of(value).id()).isEqualTo(value);
        assertThat(new BuildRef(value, 7)).hasToString(value + " #7");
        assertThat(new Release(value, null, null, BUILD, Instant.EPOCH).version())
                .isEqualTo(value);
    }

    @Test
    void theLongestAllowedLineIsTaken() {
        assertThat(new ApplicationName("x".repeat(1000)).value()).hasSize(1000);
        assertRefused("application", () -> new ApplicationName("x".repeat(1001)));
        assertThat(new Release("1".repeat(256), null, null, BUILD, Instant.EPOCH).version())
                .hasSize(256);
        assertRefused("version", () -> new Release("1".repeat(257), null, null, BUILD, Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aBuildNumberCountsFromOne(int number) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new BuildRef("shop", number))
                .withMessage("build number: '%d' is not allowed; it counts from 1", number);
    }

    @Test
    void aFullNameIsTheRealmsAffairAndNeverRefused() {
        assertThat(new Principal("ada", " Ada\nLovelace\uD83D ").name()).isEqualTo("Ada\uFFFDLovelace\uFFFD");
        assertThat(new Principal("ada", "x".repeat(10_000)).name()).hasSize(256);
        assertThat(new Principal("ada", "").display()).isEqualTo("ada");
        assertThat(new Principal("ada", " ada ")).isEqualTo(Principal.of("ada"));
        assertThat(new Principal("ada", "Ada").display()).isEqualTo("Ada");
    }

    private static void assertRefused(String field, Runnable creation) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(creation::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .withMessageMatching(field
                        + ": .* is not allowed; it takes one line of 1 to [0-9]+ characters without outer blanks");
    }
}
