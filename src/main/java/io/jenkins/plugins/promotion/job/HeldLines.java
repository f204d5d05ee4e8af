package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.WiderHold;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.security.PermissionNames;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Problem;
import io.jenkins.plugins.promotion.view.Times;
import java.util.ArrayList;
import java.util.List;

/** Why environments of an application are held: by configuration, around it, or for itself. */
final class HeldLines {
    private final ApplicationSlots application;
    private final ReleaseHistory history;
    private final Times times;
    private final boolean mayLift;

    /** @param mayLift whether the reader may lift what is held for the application */
    HeldLines(ApplicationSlots application, ReleaseHistory history, Times times, boolean mayLift) {
        this.application = application;
        this.history = history;
        this.times = times;
        this.mayLift = mayLift;
    }

    List<HeldLine> of(SlotState slot) {
        List<HeldLine> lines = new ArrayList<>();
        history.environment(slot.environment())
                .map(Environment::hold)
                .ifPresent(reason -> lines.add(new HeldLine(
                        Messages.HeldLines_configured(),
                        null,
                        null,
                        reason,
                        Messages.HeldLines_administrators(slot.environment()))));
        try {
            for (WiderHold wider : EnvironmentHolds.around(application.application(), slot.environment())) {
                lines.add(line(wider.place(), wider.hold(), wider.lifters()));
            }
        } catch (LedgerException e) {
            lines.add(new HeldLine(
                    Messages.HeldLines_unreadable(),
                    null,
                    null,
                    Problem.of(e, application.application()),
                    Messages.HeldLines_administrators(slot.environment())));
        }
        slot.hold().ifPresent(hold -> lines.add(line(Messages.HeldLines_here(), hold, mayLift ? null : lifters())));
        return lines;
    }

    private HeldLine line(String place, Hold hold, String lifters) {
        return new HeldLine(
                Messages.HeldLines_heldFor(place),
                Person.of(hold.by()),
                times.moment(hold.since()),
                hold.reason(),
                lifters);
    }

    private static String lifters() {
        return Messages.HeldLines_permission(PermissionNames.name(PromotionPermissions.ROLLBACK));
    }
}
