package io.jenkins.plugins.promotion.engine.net;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A JSON path such as {@code $.status} or {@code $.checks[?(@.name=='db')].state}.
 *
 * <p>What could take unbounded time over a document that somebody else wrote is refused: regular expressions, and more
 * than one {@code ..}.
 *
 * @param text as people write it
 */
public record JsonQuery(String text) {
    private static final int LONGEST = 500;
    private static final Configuration JACKSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(JsonBody.MAPPER))
            .mappingProvider(new JacksonMappingProvider(JsonBody.MAPPER))
            .build();

    /** @throws InvalidValueException when it is no path, or one that is refused */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public JsonQuery {
        if (text == null
                || !text.startsWith("$")
                || text.length() > LONGEST
                || text.contains("=~")
                || scans(text) > 1) {
            throw invalid(text);
        }
        try {
            JsonPath.compile(text);
        } catch (InvalidPathException e) {
            throw invalid(text);
        }
    }

    private static int scans(String text) {
        return text.split("\\Q..\\E", -1).length - 1;
    }

    private static InvalidValueException invalid(String text) {
        return new InvalidValueException(
                "jsonPath",
                text,
                "it takes a JSON path of up to " + LONGEST
                        + " characters such as $.status, without regular expressions and with at most one ..");
    }

    @Override
    @JsonValue
    public String text() {
        return text;
    }

    /** The values at the path; none when there is nothing. */
    public List<JsonNode> find(JsonNode document) {
        JsonPath path = JsonPath.compile(text);
        Object found;
        try {
            found = path.read(document, JACKSON);
        } catch (JsonPathException | ArithmeticException | ClassCastException e) {
            return List.of();
        }
        JsonNode node = found instanceof JsonNode json ? json : JsonBody.MAPPER.valueToTree(found);
        if (node == null || node.isMissingNode()) {
            return List.of();
        }
        return path.isDefinite()
                ? List.of(node)
                : StreamSupport.stream(node.spliterator(), false).toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
