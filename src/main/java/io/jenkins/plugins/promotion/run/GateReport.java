package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.view.CheckReport;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A health gate of a promotion as data, from the ledger.
 *
 * @param verdict {@code null} while it has none
 * @param reason of the verdict
 */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record GateReport(
        @Exported String gate,
        @Exported String startedAt,
        @Exported String endedAt,
        @Exported String verdict,
        @Exported String reason,
        @Exported List<String> checks,
        @Exported List<CheckReport> evidence) {
    static GateReport of(GateRecord gate) {
        return new GateReport(
                gate.gate(),
                gate.startedAt().toString(),
                gate.endedAt() == null ? null : gate.endedAt().toString(),
                gate.end() == null ? null : gate.end().verdict(),
                gate.end() == null ? null : gate.end().reason(),
                gate.checks(),
                gate.end() == null
                        ? List.of()
                        : gate.end().checks().stream().map(CheckReport::of).toList());
    }
}
