package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.CheckState;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Instant;
import java.util.ArrayList;
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
        List<GatesPage.Row> rows =
                plan.checks().stream().map(check -> row(check, plan, state)).toList();
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

    private GatesPage.Row row(Check check, GatePlan plan, @CheckForNull GateState state) {
        CheckState found = state == null ? null : GatesReport.of(check, state);
        if (found == null || found.last() == null) {
            return new GatesPage.Row(Mark.waiting(), check.name(), Messages.GateCardFactory_notYet(), null, "", "");
        }
        boolean isWell = found.last() instanceof Reading.Well;
        return new GatesPage.Row(
                GateMarks.of(found.last()),
                check.name(),
                found.last().reason(),
                times.moment(past(found.lastAt())),
                isWell
                        ? Messages.GateCardFactory_wellInARow(
                                Math.min(found.successes(), plan.successThreshold()), plan.successThreshold())
                        : found.last() instanceof Reading.Unwell
                                ? Messages.GateCardFactory_unwellInARow(found.failures())
                                : Messages.GateCardFactory_errorsInARow(Math.max(1, found.errors())),
                counts(found));
    }

    /** What was told while the page was being made is not in the future. */
    private Instant past(Instant at) {
        return at.isAfter(times.now()) ? times.now() : at;
    }

    private static String counts(CheckState check) {
        List<String> counts = new ArrayList<>();
        if (check.well() > 0) {
            counts.add(Messages.GateCardFactory_well(check.well()));
        }
        if (check.unwell() > 0) {
            counts.add(Messages.GateCardFactory_unwell(check.unwell()));
        }
        if (check.failed() > 0) {
            counts.add(Messages.GateCardFactory_unknown(check.failed()));
        }
        return String.join(", ", counts);
    }
}
