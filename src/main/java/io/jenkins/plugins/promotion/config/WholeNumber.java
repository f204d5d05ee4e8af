package io.jenkins.plugins.promotion.config;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/** A number as somebody types it into a form. */
final class WholeNumber {
    private WholeNumber() {}

    /** @throws InvalidValueException when the text is no whole number */
    static int parse(String field, String text) {
        try {
            return Integer.parseInt(Util.fixNull(text).strip());
        } catch (NumberFormatException e) {
            throw new InvalidValueException(field, text, "it takes a whole number");
        }
    }
}
