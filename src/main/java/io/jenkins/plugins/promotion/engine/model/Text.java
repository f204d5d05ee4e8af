package io.jenkins.plugins.promotion.engine.model;

import java.util.regex.Pattern;

/** Checks shared by the values of this package. */
final class Text {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Text() {}

    /** One line of 1 to {@code longest} characters without control characters and outer blanks. */
    static String line(String field, String value, int longest) {
        if (value == null
                || value.isBlank()
                || value.length() > longest
                || !value.equals(value.strip())
                || CONTROL.matcher(value).find()) {
            throw new InvalidValueException(
                    field, value, "it takes one line of 1 to " + longest + " characters without outer blanks");
        }
        return value;
    }
}
