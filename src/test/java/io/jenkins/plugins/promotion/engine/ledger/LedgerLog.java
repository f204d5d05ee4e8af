package io.jenkins.plugins.promotion.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Catches what ledgers log, instead of showing it among the results of the tests. */
public final class LedgerLog extends Handler implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = Logger.getLogger(FileLedger.class.getName());
    private final List<String> messages = new ArrayList<>();

    /** What was logged during this test. */
    public synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        messages.clear();
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        messages.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
