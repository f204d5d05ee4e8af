package io.jenkins.plugins.promotion.credentials;

/** There are no credentials of an id, or none of a kind that could be used. */
public final class MissingCredentialsException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingCredentialsException(String id) {
        this(id, "a secret text, or a user name with a password");
    }

    /** @param kind which credentials there should be */
    MissingCredentialsException(String id, String kind) {
        super("There are no credentials '" + id + "' that may be used here: it takes " + kind + ".");
    }
}
