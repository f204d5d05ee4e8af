package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.Promotion;

/** What is recorded of health gates: each begins once and ends once, while its promotion holds the slot. */
final class Gating {
    private Gating() {}

    static void start(Draft draft, Command.StartGate command) {
        draft.slot()
                .find(command.id())
                .filter(Promotion::isHolder)
                .filter(promotion -> promotion.gate(command.gate()).isEmpty())
                .ifPresent(promotion ->
                        draft.add(new GateEvent.GateStarted(command.id(), command.gate(), command.checks())));
    }

    static void end(Draft draft, Command.EndGate command) {
        draft.slot()
                .find(command.id())
                .filter(Promotion::isHolder)
                .flatMap(promotion -> promotion.gate(command.gate()))
                .filter(gate -> gate.end() == null)
                .ifPresent(gate -> draft.add(new GateEvent.GateEnded(
                        command.id(), command.gate(), command.verdict(), command.reason(), command.checks())));
    }
}
