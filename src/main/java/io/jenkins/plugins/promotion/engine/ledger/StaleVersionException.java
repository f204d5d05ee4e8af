package io.jenkins.plugins.promotion.engine.ledger;

/** An append named a version that is not the last any more. Nothing was recorded. */
public final class StaleVersionException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param expected the version that the append named
     * @param actual the version that the ledger has
     */
    public StaleVersionException(long expected, long actual) {
        super("expected version " + expected + ", but the ledger is at " + actual);
    }
}
