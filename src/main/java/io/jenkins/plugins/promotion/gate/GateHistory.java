package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.util.List;

/** Records in the ledger of a promotion that a gate of its deployment began, and how it ended. For workers only. */
final class GateHistory {
    private GateHistory() {}

    static void started(Run<?, ?> run, GateReference gate, GatePlan plan) {
        PromotionReference promotion = gate.promotion();
        if (promotion != null) {
            record(
                    run,
                    promotion,
                    new Command.StartGate(
                            promotion.id(),
                            gate.id(),
                            plan.checks().stream().map(Check::name).toList()));
        }
    }

    /** @param result {@code null} when it was stopped before there was one */
    static void ended(Run<?, ?> run, String id, @CheckForNull GateResult result) {
        GateRunAction action = run.getAction(GateRunAction.class);
        if (action == null) {
            return;
        }
        for (GateReference gate : action.gates()) {
            PromotionReference promotion = gate.promotion();
            if (gate.id().equals(id) && promotion != null) {
                record(
                        run,
                        promotion,
                        new Command.EndGate(
                                promotion.id(),
                                id,
                                result == null ? null : result.verdict().name(),
                                result == null ? "It was stopped." : result.reason(),
                                result == null
                                        ? List.of()
                                        : result.checks().stream()
                                                .map(GateEvidence::of)
                                                .toList()));
            }
        }
    }

    private static void record(Run<?, ?> run, PromotionReference promotion, Command command) {
        ApplicationSlots.of(promotion.application(run)).handle(promotion.id().environment(), command);
    }
}
