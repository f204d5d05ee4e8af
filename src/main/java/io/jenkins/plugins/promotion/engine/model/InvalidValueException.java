package io.jenkins.plugins.promotion.engine.model;

/**
 * A value that is not allowed where it was given.
 *
 * <p>The message always names the field, the value and what is allowed instead. A long value is shortened and control
 * characters are replaced, so that the message is one line and may be shown anywhere that escapes markup.
 */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARACTERS = 80;

    private final String field;

    /**
     * @param field where the value was given, as people write it, such as {@code environment}
     * @param value the value that was refused; {@code null} when it is missing
     * @param allowed what would be allowed, as the rest of a sentence
     */
    public InvalidValueException(String field, Object value, String allowed) {
        super(field + ": " + shown(value) + " is not allowed; " + allowed);
        this.field = field;
    }

    private InvalidValueException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The same, saying where its field is. */
    public InvalidValueException in(String place) {
        return new InvalidValueException(place + ": " + field, place + ": " + getMessage());
    }

    /** The field whose value was refused. */
    public String field() {
        return field;
    }

    private static String shown(Object value) {
        if (value == null) {
            return "a missing value";
        }
        String text = Text.asLine(value.toString());
        return text.length() <= SHOWN_CHARACTERS
                ? "'" + text + "'"
                : "'" + Text.start(text, SHOWN_CHARACTERS) + "…' (" + text.length() + " characters)";
    }
}
