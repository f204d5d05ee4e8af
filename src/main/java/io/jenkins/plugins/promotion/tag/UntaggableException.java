package io.jenkins.plugins.promotion.tag;

/** It cannot be told what is to be tagged. The message says why, in a sentence for people. */
public final class UntaggableException extends Exception {
    private static final long serialVersionUID = 1L;

    UntaggableException(String message) {
        super(message);
    }
}
