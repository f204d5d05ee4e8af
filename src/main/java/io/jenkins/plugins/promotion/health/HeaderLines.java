package io.jenkins.plugins.promotion.health;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Headers of a request as people write them: a line each, {@code Accept: application/json}. */
final class HeaderLines {
    private HeaderLines() {}

    /** The lines of texts that may have several each, without those that are blank. */
    static List<String> of(List<String> texts) {
        return texts.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** What stands in a Jenkinsfile as lines: a map, a text or a list. */
    static Object written(Object given) {
        if (given instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(header -> header.getKey() + ": " + header.getValue())
                    .toList();
        }
        return given instanceof CharSequence text ? List.of(text.toString()) : given;
    }

    /** @throws InvalidValueException when a line is no header */
    static Map<String, String> parse(List<String> lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new InvalidValueException("headers", line, "a header is written 'Accept: application/json'");
            }
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }
}
