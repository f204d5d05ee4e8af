package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.ledger.SlotLedger;
import io.jenkins.plugins.promotion.engine.ledger.StaleVersionException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * One application in one environment: runs commands against the ledger.
 *
 * <p>Safe for use by several threads, and by several instances over one ledger: a command is decided on the state that
 * the ledger has, and decided again when another append came first. When {@link #handle} returns, what was decided is
 * durable.
 */
public final class Slot {
    private static final int RACES_BEFORE_GIVING_UP = 100;

    private final SlotLedger ledger;
    private final Supplier<PromotionMachine> machine;
    private final InstantSource clock;

    /**
     * @param ledger the record of this slot
     * @param machine asked anew for each command, so that a change of configuration counts at once
     * @param clock tells the time that is recorded
     */
    public Slot(SlotLedger ledger, Supplier<PromotionMachine> machine, InstantSource clock) {
        this.ledger = ledger;
        this.machine = machine;
        this.clock = clock;
    }

    /**
     * What the ledger says now.
     *
     * @throws LedgerException when the ledger cannot be read
     */
    public SlotState state() {
        return ledger.state();
    }

    /**
     * Decides a command and records it.
     *
     * @return the state after it, which may hold more than this command's events
     * @throws NotPossibleException when the command cannot be; nothing was recorded
     * @throws LedgerException when the ledger cannot be read or written; nothing may be done for the command
     */
    public SlotState handle(Command command) {
        return handle((state, now) -> machine.get().decide(state, command, now));
    }

    /**
     * The same for what another machine decides about this slot.
     *
     * @param decision the events that follow from a state at a moment, asked again when another append came first
     */
    public SlotState handle(BiFunction<SlotState, Instant, List<SlotEvent>> decision) {
        for (int race = 0; race < RACES_BEFORE_GIVING_UP; race++) {
            SlotState before = ledger.state();
            Instant now = now();
            List<SlotEvent> events = decision.apply(before, now);
            if (events.isEmpty()) {
                return before;
            }
            try {
                return ledger.append(before.version(), events, now);
            } catch (StaleVersionException e) {
                continue; // somebody else was first, so what was decided may not hold any more
            }
        }
        throw new LedgerException(
                "The ledger of " + ledger.state().environment() + " changed " + RACES_BEFORE_GIVING_UP
                        + " times while one command was decided; it was given up and nothing recorded.",
                null);
    }

    /** What the record demands to be done for a promotion now. */
    public Effect effect(PromotionId id) {
        return machine.get().effect(ledger.state(), id, now());
    }

    /** The machine as it is configured now, for questions that change nothing. */
    public PromotionMachine machine() {
        return machine.get();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
