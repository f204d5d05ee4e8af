package io.jenkins.plugins.promotion.engine.promotion;

/** A command that the state of the slot does not allow. Nothing was recorded. The message says why, for people. */
public final class NotPossibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason a sentence for whoever gave the command */
    public NotPossibleException(String reason) {
        super(reason);
    }
}
