package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(strings = {"shop.jar", "registry.example:5000/team/shop:1.4", "target/größe <b>.war", "a b"})
    void whatIsWrittenIsReadBack(String name) {
        Artifact artifact = new Artifact(name, DIGEST);
        assertThat(artifact).hasToString(name + "@sha256:" + DIGEST);
        assertThat(Artifact.parse(artifact.toString())).isEqualTo(artifact);
    }

    @Test
    void theDigestMayBeWrittenInUpperCaseAndSurroundedByBlanks() {
        assertThat(Artifact.parse(" shop.jar@sha256:" + DIGEST.toUpperCase(Locale.ROOT) + "\n"))
                .isEqualTo(new Artifact("shop.jar", DIGEST));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "shop.jar",
                "shop.jar@sha256:",
                "shop.jar@sha256:0123",
                "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "a@b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "shop.jar@md5:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "shop.jar@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
                "shop.jar@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
            })
    void anotherFormIsRefusedWithTheOneThatIsAllowed(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Artifact.parse(text))
                .withMessageStartingWith("artifact: ")
                .withMessageEndingWith("is not allowed; it is written name@sha256:<64 hex digits>");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef"})
    void aDigestHas64LowerCaseDigits(String digest) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Artifact("shop.jar", digest))
                .withMessageContaining("name@sha256:<64 hex digits>");
    }

    @Test
    void aHugeReferenceIsRefusedAtOnceAndNotRepeated() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Artifact.parse("a@".repeat(500_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
}
