package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A health gate in the deployment of a promotion.
 *
 * @param gate which one, unique in its promotion
 * @param checks the names of what it looks at
 * @param startedAt when it began
 * @param end how it ended, {@code null} while it has not
 * @param endedAt when, {@code null} while it has not
 */
public record GateRecord(
        String gate, List<String> checks, Instant startedAt, SlotEvent.GateEnded end, Instant endedAt) {
    /** Copies the names. */
    public GateRecord {
        checks = List.copyOf(checks);
    }

    /**
     * The promotion that deploys, after what one of its health gates says; {@code null} when the event is not of a gate.
     *
     * @param open the open promotions by id
     * @throws IllegalStateException when the event cannot follow
     */
    static Promotion after(SlotEvent event, Instant at, Function<PromotionId, Promotion> open) {
        if (event instanceof SlotEvent.GateStarted started) {
            Promotion promotion = open.apply(started.id());
            if (!promotion.isHolder() || promotion.gate(started.gate()).isPresent()) {
                throw new IllegalStateException("gate " + started.gate() + " cannot start in " + promotion.state());
            }
            return promotion.with(new GateRecord(started.gate(), started.checks(), at, null, null));
        } else if (event instanceof SlotEvent.GateEnded ended) {
            Promotion promotion = open.apply(ended.id());
            GateRecord gate = promotion
                    .gate(ended.gate())
                    .filter(each -> each.end() == null)
                    .orElseThrow(
                            () -> new IllegalStateException("there is no gate " + ended.gate() + " that could end"));
            return promotion.with(gate.ended(ended, at));
        }
        return null;
    }

    private GateRecord ended(SlotEvent.GateEnded how, Instant at) {
        return new GateRecord(gate, checks, startedAt, how, at);
    }
}
