package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.view.Problem;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One reason why an environment is held.
 *
 * @param scope CONFIGURATION, AROUND (a folder or the controller), APPLICATION, or UNREADABLE where nobody
 *     knows
 * @param place for what it is held, {@code null} for the configuration and the application
 */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record HoldReport(
        @Exported String scope,
        @Exported String place,
        @Exported String by,
        @Exported String reason,
        @Exported String since) {
    static List<HoldReport> of(ApplicationSlots application, ReleaseHistory history, SlotState slot) {
        List<HoldReport> holds = new ArrayList<>();
        history.environment(slot.environment())
                .map(Environment::hold)
                .ifPresent(reason -> holds.add(new HoldReport("CONFIGURATION", null, null, reason, null)));
        try {
            EnvironmentHolds.around(application.application(), slot.environment())
                    .forEach(wider -> holds.add(of("AROUND", wider.place(), wider.hold())));
        } catch (LedgerException e) {
            holds.add(new HoldReport("UNREADABLE", null, null, Problem.of(e, application.application()), null));
        }
        slot.hold().ifPresent(hold -> holds.add(of("APPLICATION", null, hold)));
        return holds;
    }

    private static HoldReport of(String scope, String place, Hold hold) {
        return new HoldReport(
                scope, place, hold.by().id(), hold.reason(), hold.since().toString());
    }
}
