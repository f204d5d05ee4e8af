package io.jenkins.plugins.promotion.gate;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.view.CheckRow;
import io.jenkins.plugins.promotion.view.CheckRows;
import io.jenkins.plugins.promotion.view.GateMarks;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;

/** Makes the cards of the gates of a build for whoever makes the present request. */
final class GateCardFactory {
    private final Run<?, ?> run;
    private final Times times;

    GateCardFactory(Run<?, ?> run, Times times) {
        this.run = run;
        this.times = times;
    }

    GatesPage page(List<GateReference> gates) {
        return new GatesPage(
                gates.stream().map(gate -> card(FoundGate.of(run, gate))).toList(), !run.isBuilding());
    }

    private GatesPage.Card card(FoundGate gate) {
        String id = gate.reference().id();
        PromotionReference promotion = gate.reference().promotion();
        String title = promotion == null
                ? Messages.GateCardFactory_title()
                : Messages.GateCardFactory_titleOf(promotion.id().environment().value());
        GatePlan plan = gate.plan();
        if (plan == null) {
            return new GatesPage.Card(
                    id, title, Mark.unreadable(), Messages.GateCardFactory_unreadable(), null, null, List.of());
        }
        GateState state = gate.state();
        List<CheckRow> rows = new CheckRows(times).of(plan, state);
        if (state != null && state.isOver()) {
            return new GatesPage.Card(
                    id,
                    title,
                    GateMarks.of(state.result().verdict()),
                    state.result().reason(),
                    Messages.GateCardFactory_ended(),
                    times.moment(state.result().at()),
                    rows);
        } else if (!gate.running() && state != null) {
            return new GatesPage.Card(
                    id, title, GateMarks.stopped(), Messages.GateCardFactory_stopped(), null, null, rows);
        } else if (state != null && state.isSoaking()) {
            return new GatesPage.Card(
                    id,
                    title,
                    GateMarks.soaking(),
                    Messages.GateCardFactory_soaking(),
                    Messages.GateCardFactory_soakUntil(),
                    times.moment(state.soakEnd(plan)),
                    rows);
        }
        return new GatesPage.Card(
                id,
                title,
                Mark.waiting(),
                Messages.GateCardFactory_waiting(plan.successThreshold()),
                state == null ? null : Messages.GateCardFactory_deadline(),
                state == null ? null : times.moment(state.deadline()),
                rows);
    }
}
