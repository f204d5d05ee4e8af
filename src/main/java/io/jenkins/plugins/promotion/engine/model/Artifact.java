package io.jenkins.plugins.promotion.engine.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An artefact by name and content, written {@code name@sha256:<64 hexadecimal digits>}.
 *
 * @param name a file name or image reference without {@code @}, one line of at most 1,000 characters
 * @param sha256 the SHA-256 of its content, 64 lower-case hexadecimal digits
 */
public record Artifact(String name, String sha256) {
    private static final Pattern FORM = Pattern.compile("([^@]+)@sha256:([0-9a-fA-F]{64})");

    /** @throws InvalidValueException when the name or the digest is not of the form above */
    public Artifact {
        Text.line("artifact", name, 1000);
        if (name.indexOf('@') >= 0 || sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
            throw new InvalidValueException(
                    "artifact", name + "@sha256:" + sha256, "it is written name@sha256:<64 hex digits>");
        }
    }

    /**
     * Reads the form that {@link #toString()} writes; digits may be in upper case.
     *
     * @throws InvalidValueException when the text has another form
     */
    @JsonCreator
    public static Artifact parse(String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            throw new InvalidValueException("artifact", text, "it is written name@sha256:<64 hex digits>");
        }
        return new Artifact(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return name + "@sha256:" + sha256;
    }
}
