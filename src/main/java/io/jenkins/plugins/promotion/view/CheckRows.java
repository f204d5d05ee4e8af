package io.jenkins.plugins.promotion.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.CheckState;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the rows of the checks of a gate. */
public final class CheckRows {
    private final Times times;

    /** For whoever makes the present request. */
    public CheckRows(Times times) {
        this.times = times;
    }

    /**
     * A row for each check.
     *
     * @param state {@code null} before anything was looked at
     */
    public List<CheckRow> of(GatePlan plan, @CheckForNull GateState state) {
        return plan.checks().stream().map(check -> row(check, plan, state)).toList();
    }

    /** What is known of a check. */
    public static CheckState of(Check check, GateState state) {
        return state.checks().stream()
                .filter(each -> each.check().equals(check.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every check of a plan has a state"));
    }

    private CheckRow row(Check check, GatePlan plan, @CheckForNull GateState state) {
        CheckState found = state == null ? null : of(check, state);
        if (found == null || found.last() == null) {
            return new CheckRow(Mark.waiting(), check.name(), Messages.CheckRows_notYet(), null, "", "");
        }
        boolean isWell = found.last() instanceof Reading.Well;
        return new CheckRow(
                GateMarks.of(found.last()),
                check.name(),
                found.last().reason(),
                times.moment(past(found.lastAt())),
                isWell
                        ? Messages.CheckRows_wellInARow(
                                Math.min(found.successes(), plan.successThreshold()), plan.successThreshold())
                        : found.last() instanceof Reading.Unwell
                                ? Messages.CheckRows_unwellInARow(found.failures())
                                : Messages.CheckRows_errorsInARow(Math.max(1, found.errors())),
                counts(found));
    }

    /** What was told while the page was being made is not in the future. */
    private Instant past(Instant at) {
        return at.isAfter(times.now()) ? times.now() : at;
    }

    private static String counts(CheckState check) {
        List<String> counts = new ArrayList<>();
        if (check.well() > 0) {
            counts.add(Messages.CheckRows_well(check.well()));
        }
        if (check.unwell() > 0) {
            counts.add(Messages.CheckRows_unwell(check.unwell()));
        }
        if (check.failed() > 0) {
            counts.add(Messages.CheckRows_unknown(check.failed()));
        }
        return String.join(", ", counts);
    }
}
