package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessagesAndTextTest {
    @Test
    void anErrorNamesTheFieldTheValueAndWhatIsAllowed() {
        assertThat(new InvalidValueException("version", "<b>", "it takes digits"))
                .hasMessage("version: '<b>' is not allowed; it takes digits")
                .hasFieldOrPropertyWithValue("field", "version");
        assertThat(new InvalidValueException("version", null, "it takes digits"))
                .hasMessage("version: a missing value is not allowed; it takes digits");
    }

    @Test
    void anErrorIsOneLineWhateverTheValue() {
        assertThat(new InvalidValueException("version", "a\nb\u2028c\u001Bd", "it takes digits"))
                .hasMessage("version: 'a\uFFFDb\uFFFDc\uFFFDd' is not allowed; it takes digits");
    }

    @Test
    void aLongValueIsShortenedBetweenCharacters() {
        String message = new InvalidValueException("version", "x".repeat(79) + "👍".repeat(5000), "it takes digits")
                .getMessage();
        assertThat(message).startsWith("version: '" + "x".repeat(79) + "…' (10079 characters)");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
    }

    @Test
    void freeTextKeepsWhatPeopleWrite() {
        assertThat(FreeText.of(" Größe 店 👍\r\n\t<b>second</b> line \n")).isEqualTo("Größe 店 👍\n\t<b>second</b> line");
        assertThat(FreeText.of(null)).isNull();
        assertThat(FreeText.of(" \n ")).isNull();
    }

    @Test
    void freeTextCanAlwaysBeRecorded() {
        String clean = FreeText.of("a\0b\u001Bc\uD83Dd");
        assertThat(clean).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(clean)).isTrue();
    }

    @Test
    void freeTextIsShortenedOnce() {
        String once = FreeText.of("x".repeat(9_999) + "👍".repeat(10));
        assertThat(once).hasSize(10_000).endsWith("x…");
        assertThat(FreeText.of(once)).isEqualTo(once);
        String odd = FreeText.of("x".repeat(20_000));
        assertThat(odd).hasSize(10_001);
        assertThat(FreeText.of(odd)).isEqualTo(odd);
    }
}
