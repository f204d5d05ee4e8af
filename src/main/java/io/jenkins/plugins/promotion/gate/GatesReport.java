package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.CheckState;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.view.CheckRows;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The gates of a build as data.
 *
 * @param gates in the order in which they began
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public record GatesReport(@Exported List<Gate> gates) {
    /**
     * One gate.
     *
     * @param id unique in its build
     * @param promotion whose deployment it is about, {@code null} for none
     * @param state waiting, soaking, stopped, unreadable, or the verdict
     * @param reason of the verdict
     * @param startedAt when it began
     * @param deadline until when every check must be well
     * @param soakUntil {@code null} before the soak
     * @param endedAt {@code null} before the end
     */
    @ExportedBean(defaultVisibility = 2)
    @Restricted(NoExternalUse.class)
    public record Gate(
            @Exported String id,
            @Exported String promotion,
            @Exported String state,
            @Exported String reason,
            @Exported String startedAt,
            @Exported String deadline,
            @Exported String soakUntil,
            @Exported String endedAt,
            @Exported List<CheckLine> checks) {}

    /**
     * One check.
     *
     * @param reading well, unwell or error; {@code null} before the first
     * @param fault by name, {@code null} when it is well
     */
    @ExportedBean(defaultVisibility = 2)
    @Restricted(NoExternalUse.class)
    public record CheckLine(
            @Exported String name,
            @Exported String reading,
            @Exported String fault,
            @Exported String reason,
            @Exported String at,
            @Exported int successes,
            @Exported int failures,
            @Exported int errors,
            @Exported long well,
            @Exported long unwell,
            @Exported long failed) {}

    static GatesReport of(Run<?, ?> run, List<GateReference> references) {
        return new GatesReport(references.stream()
                .map(reference -> gate(FoundGate.of(run, reference)))
                .toList());
    }

    private static Gate gate(FoundGate found) {
        GateReference reference = found.reference();
        PromotionReference about = reference.promotion();
        String promotion = about == null ? null : about.id().toString();
        GatePlan plan = found.plan();
        GateState state = found.state();
        if (plan == null || state == null) {
            return new Gate(
                    reference.id(),
                    promotion,
                    plan == null ? "unreadable" : "waiting",
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of());
        }
        return new Gate(
                reference.id(),
                promotion,
                state.isOver()
                        ? state.result().verdict().name()
                        : !found.running() ? "stopped" : state.isSoaking() ? "soaking" : "waiting",
                state.isOver() ? state.result().reason() : null,
                text(state.startedAt()),
                text(state.deadline()),
                text(state.soakEnd(plan)),
                state.isOver() ? text(state.result().at()) : null,
                plan.checks().stream()
                        .map(check -> line(CheckRows.of(check, state)))
                        .toList());
    }

    private static CheckLine line(CheckState check) {
        Reading last = check.last();
        Fault fault = last instanceof Reading.Unwell unwell
                ? unwell.fault()
                : last instanceof Reading.Failed failed ? failed.fault() : null;
        return new CheckLine(
                check.check(),
                last == null
                        ? null
                        : last instanceof Reading.Well ? "well" : last instanceof Reading.Unwell ? "unwell" : "error",
                fault == null ? null : fault.name(),
                last == null ? null : last.reason(),
                text(check.lastAt()),
                check.successes(),
                check.failures(),
                check.errors(),
                check.well(),
                check.unwell(),
                check.failed());
    }

    @CheckForNull
    private static String text(@CheckForNull Instant at) {
        return at == null ? null : at.toString();
    }
}
