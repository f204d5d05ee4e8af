package io.jenkins.plugins.promotion.engine.model;

import java.util.regex.Pattern;

/** Checks shared by the values of this package. */
final class Text {
    /**
     * What breaks a line, moves a cursor, reverses what is read, or cannot be written as UTF-8: control characters, line
     * and paragraph separators, bidirectional controls and halves of surrogate pairs.
     */
    private static final Pattern UNFIT_FOR_A_LINE =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

    private Text() {}

    /** One line of 1 to {@code longest} characters without control characters and outer blanks. */
    static String line(String field, String value, int longest) {
        if (value == null
                || value.isBlank()
                || value.length() > longest
                || !value.equals(value.strip())
                || UNFIT_FOR_A_LINE.matcher(value).find()) {
            throw new InvalidValueException(
                    field, value, "it takes one line of 1 to " + longest + " characters without outer blanks");
        }
        return value;
    }

    /** The same text with a replacement character for each that does not belong in a line. */
    static String asLine(String text) {
        return UNFIT_FOR_A_LINE.matcher(text).replaceAll("\uFFFD");
    }

    /** The first characters, without half a surrogate pair at the end. */
    static String start(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
