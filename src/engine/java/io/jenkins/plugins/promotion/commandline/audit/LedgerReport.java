package io.jenkins.plugins.promotion.commandline.audit;

import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.nio.file.Path;

/**
 * What an audit found in one ledger.
 *
 * @param file which
 * @param problem why it is no ledger that can be relied on, {@code null} when it is one
 * @param state the fold of its records, {@code null} when there is a problem
 * @param head the hash of its last record, {@code null} when there is a problem
 * @param tornBytes how many bytes at its end are no whole record
 * @param cutEarlier how many torn ends lie beside it, cut off when it was opened earlier
 */
public record LedgerReport(
        Path file, String problem, SlotState state, String head, long tornBytes, int cutEarlier) {

    static LedgerReport unsound(Path file, String problem) {
        return new LedgerReport(file, problem, null, null, 0, 0);
    }

    /** Whether every record is what was recorded, as far as the file itself can tell. */
    public boolean isSound() {
        return problem == null;
    }

    /** How many records it holds; 0 when there is a problem. */
    public long records() {
        return state == null ? 0 : state.version();
    }

    /** How many promotions it tells of, open ones included; 0 when there is a problem. */
    public int promotions() {
        return state == null ? 0 : state.ended().size() + state.open().size();
    }
}
