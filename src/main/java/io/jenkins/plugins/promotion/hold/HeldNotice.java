package io.jenkins.plugins.promotion.hold;

import hudson.Extension;
import io.jenkins.plugins.promotion.config.EnvironmentsNotice;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells on the page of the environments which of them are held, since no field of theirs does. */
@Extension
@Restricted(NoExternalUse.class)
public final class HeldNotice extends EnvironmentsNotice {
    /** The environments that somebody holds, or of which nobody knows. */
    public List<HoldRow> held(String zone) {
        return new HoldsPage(null)
                .rows(zone).stream()
                        .filter(row -> !row.holds().isEmpty() || row.problem() != null)
                        .toList();
    }
}
