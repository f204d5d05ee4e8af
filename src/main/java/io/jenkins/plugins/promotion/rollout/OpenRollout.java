package io.jenkins.plugins.promotion.rollout;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutEffect;
import io.jenkins.plugins.promotion.engine.rollout.RolloutMachine;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import java.time.Instant;
import java.util.Optional;

/** The rollout of a step in the ledger. Made for the moment, as its application may be renamed; for workers only. */
final class OpenRollout {
    private final ApplicationSlots slots;
    private final PromotionId id;
    private final String name;

    OpenRollout(PromotionReference promotion, String name, Run<?, ?> run) {
        this.slots = ApplicationSlots.of(promotion.application(run));
        this.id = promotion.id();
        this.name = name;
    }

    /** The promotion in whose deployment it stands. */
    Promotion promotion() {
        return slots.state(id.environment()).find(id).orElseThrow();
    }

    /** What the ledger has of it, empty before it begins. */
    Optional<RolloutRecord> find() {
        return promotion().rollout(name);
    }

    /** What the ledger has of it. */
    RolloutRecord record() {
        return find().orElseThrow();
    }

    /** Whether this run of the body is one whose end is not on record. */
    boolean demands(long token) {
        return find().flatMap(RolloutRecord::current)
                .filter(weight -> weight.isOpen() && weight.token() == token)
                .isPresent();
    }

    /** What the record demands to be done now. */
    RolloutEffect effect() {
        return RolloutMachine.effect(record(), Instant.now());
    }

    /** Decides a command about it, and records what it leads to. */
    void handle(RolloutCommand command) {
        slots.handle(id.environment(), command);
    }

    /** Lets it go as far as it can now. */
    void advance() {
        handle(new RolloutCommand.Advance(id, name));
    }

    /** Runs the task whenever something was recorded that may matter. */
    void watch(Runnable task) {
        AttachedPromotions.get().watch(slots.application(), id, name, task);
    }

    /** Takes that back. */
    void unwatch() {
        AttachedPromotions.get().unwatch(slots.application(), id, name);
    }
}
