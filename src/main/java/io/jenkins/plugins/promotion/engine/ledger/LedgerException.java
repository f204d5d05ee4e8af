package io.jenkins.plugins.promotion.engine.ledger;

/** The ledger cannot be read or written. Nothing was acknowledged, so nothing may be done that it should have recorded. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause what went wrong below, or {@code null} */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
