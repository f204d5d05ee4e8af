package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of one decision about a rollout so far, and the state that they lead to. */
final class RolloutDraft {
    private final List<SlotEvent> events = new ArrayList<>();
    private final PromotionId id;
    private final Instant now;
    private SlotState slot;
    private String name;

    RolloutDraft(SlotState slot, PromotionId id, Instant now) {
        this.slot = slot;
        this.id = id;
        this.now = now;
    }

    Optional<Promotion> promotion() {
        return slot.find(id);
    }

    /**
     * Whether there is such a rollout in a deployment that has not ended; it is the one that the draft is about from here on.
     *
     * @param rollout its name, {@code null} for the one that is under way
     */
    boolean find(String rollout) {
        name = promotion()
                .filter(promotion -> promotion.outcome() == null)
                .flatMap(promotion -> rollout == null ? promotion.openRollout() : promotion.rollout(rollout))
                .map(RolloutRecord::name)
                .orElse(null);
        return name != null;
    }

    /** As it is after the events so far. */
    RolloutRecord rollout() {
        return promotion().flatMap(promotion -> promotion.rollout(name)).orElseThrow();
    }

    void add(RolloutEvent event) {
        slot = slot.after(new LedgerRecord(slot.version() + 1, now, event));
        events.add(event);
    }

    /** Adds all that follows by itself. */
    void advance() {
        while (name != null) {
            Optional<RolloutEvent> next = NextEvent.of(rollout(), now);
            if (next.isEmpty()) {
                return;
            }
            add(next.get());
        }
    }

    List<SlotEvent> events() {
        return List.copyOf(events);
    }
}
