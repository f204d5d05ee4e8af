package io.jenkins.plugins.promotion.commandline.yaml;

/** What a person gave cannot be used. The message names the file or option, the field, the value and what is allowed. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message complete as it is, for the person who gave the input */
    public InvalidInputException(String message) {
        super(message);
    }
}
