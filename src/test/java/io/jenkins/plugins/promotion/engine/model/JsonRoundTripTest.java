package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRoundTripTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final String DIGEST = "c".repeat(64);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(new ApplicationName("team/店"), "\"team/店\""),
                Arguments.of(EnvironmentName.of("Production"), "\"Production\""),
                Arguments.of(new PromotionId(EnvironmentName.of("eu-1"), 17), "\"eu-1-17\""),
                Arguments.of(new Artifact("shop.jar", DIGEST), "\"shop.jar@sha256:" + DIGEST + "\""),
                Arguments.of(new BuildRef("shop", 3), "{\"job\":\"shop\",\"number\":3}"),
                Arguments.of(Principal.of("ada"), "{\"id\":\"ada\"}"),
                Arguments.of(new Principal("ada", "Ada"), "{\"id\":\"ada\",\"name\":\"Ada\"}"),
                Arguments.of(
                        new Release("1.0", List.of(), null, new BuildRef("shop", 3), Instant.EPOCH),
                        "{\"version\":\"1.0\",\"build\":{\"job\":\"shop\",\"number\":3},\"builtAt\":\"1970-01-01T00:00:00Z\"}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsWrittenIsReadBack(Object value, String json) throws JsonProcessingException {
        assertThat(MAPPER.writeValueAsString(value)).isEqualTo(json);
        assertThat(MAPPER.readValue(json, value.getClass())).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BuildRef    | {"job":"shop","number":0}
            Principal   | {"id":""}
            PromotionId | "production"
            Artifact    | "shop.jar"
            Release     | {"version":"1.0"}
            """)
    void whatCouldNotBeMadeCannotBeReadEither(String type, String json) throws ClassNotFoundException {
        Class<?> valueType = Class.forName(getClass().getPackageName() + "." + type);
        assertThatThrownBy(() -> MAPPER.readValue(json, valueType)).isInstanceOf(JsonProcessingException.class);
    }
}
