package io.jenkins.plugins.promotion.engine.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What is released: the full name of a job or multibranch project, or a name that a Jenkinsfile gave.
 *
 * @param value one line of at most 1,000 characters
 */
public record ApplicationName(@JsonValue String value) {
    /** @throws InvalidValueException when the name is empty, too long or holds control characters */
    @JsonCreator
    public ApplicationName {
        Text.line("application", value, 1000);
    }

    @Override
    public String toString() {
        return value;
    }
}
