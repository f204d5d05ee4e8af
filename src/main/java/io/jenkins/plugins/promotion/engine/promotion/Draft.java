package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of one decision so far, and the state that they lead to. */
final class Draft {
    private final List<SlotEvent> events = new ArrayList<>();
    private final Instant now;
    private SlotState slot;

    Draft(SlotState slot, Instant now) {
        this.slot = slot;
        this.now = now;
    }

    SlotState slot() {
        return slot;
    }

    Instant now() {
        return now;
    }

    List<SlotEvent> events() {
        return List.copyOf(events);
    }

    Optional<Promotion> waiting(PromotionId id) {
        return slot.find(id).filter(Promotion::isWaiting);
    }

    void add(SlotEvent event) {
        slot = slot.after(new LedgerRecord(slot.version() + 1, now, event));
        events.add(event);
    }

    void end(PromotionId id, Outcome outcome, String reason, Principal by) {
        add(new SlotEvent.Ended(id, outcome, reason, by, null));
    }
}
