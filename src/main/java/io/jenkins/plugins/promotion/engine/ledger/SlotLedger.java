package io.jenkins.plugins.promotion.engine.ledger;

import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.List;

/** The record of one slot. Implementations are safe for use by several threads. */
public interface SlotLedger {
    /**
     * The fold of all records.
     *
     * @throws LedgerException when it cannot be read, or was altered
     */
    SlotState state();

    /**
     * Records events, in order. They are durable when this returns. After a crash in the middle, a prefix of them may be
     * on record.
     *
     * @param expectedVersion the version of the state on which they were decided
     * @param at when, to the millisecond
     * @return the state after them
     * @throws StaleVersionException when another append came first; nothing was recorded
     * @throws LedgerException when it cannot be written; a later read tells what is on record
     */
    SlotState append(long expectedVersion, List<SlotEvent> events, Instant at) throws StaleVersionException;
}
