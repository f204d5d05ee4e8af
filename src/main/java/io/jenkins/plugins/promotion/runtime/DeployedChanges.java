package io.jenkins.plugins.promotion.runtime;

import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.store.Application;
import java.util.List;

/** Who made the commits that a deployment brings. */
public final class DeployedChanges {
    private DeployedChanges() {}

    /** Those since the release that is live in the slot. */
    static Changes of(Application application, BuildRef build, SlotState slot) {
        String since = slot.live().map(Live::release).map(one -> one.identity()).orElse(null);
        return new Changes(List.of(), since, "the commits of " + build + " of " + application + " were not looked at");
    }
}
