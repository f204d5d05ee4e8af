package io.jenkins.plugins.promotion.engine.ledger;

import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.List;

/** A ledger that is gone with its process. */
public final class MemoryLedger implements SlotLedger {
    private SlotState state;

    public MemoryLedger(SlotState state) {
        this.state = state;
    }

    @Override
    public synchronized SlotState state() {
        return state;
    }

    @Override
    public synchronized SlotState append(long expectedVersion, List<SlotEvent> events, Instant at)
            throws StaleVersionException {
        if (state.version() != expectedVersion) {
            throw new StaleVersionException(expectedVersion, state.version());
        }
        SlotState next = state;
        for (SlotEvent event : events) {
            next = next.after(new LedgerRecord(next.version() + 1, at, event));
        }
        state = next;
        return next;
    }
}
