package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.Optional;

/** Who made what a promotion brings. */
final class Authorship {
    private Authorship() {}

    /** Whether this user is known to be among the authors and committers. */
    static boolean includes(Promotion promotion, String user, UserIds userIds) {
        Changes changes = promotion.requested().changes();
        return changes != null && changes.people().stream().anyMatch(person -> userIds.sameUser(person.id(), user));
    }

    /**
     * Why not everybody is known, in a phrase; empty when everybody is. The commits were counted from the release that was
     * live at the request; if an older one is live since, there are more.
     */
    static Optional<String> unknown(Promotion promotion, SlotState slot) {
        Changes changes = promotion.requested().changes();
        if (changes == null) {
            return Optional.of("the request does not say who made the commits");
        } else if (changes.unknown() != null) {
            return Optional.of(changes.unknown());
        }
        Optional<Release> live = slot.live().map(Live::release);
        boolean covered = live.map(Release::identity)
                        .map(now -> now.equals(changes.since()))
                        .orElse(changes.since() == null)
                || live.isPresent() && isNewer(live.get(), changes.since(), slot);
        return covered
                ? Optional.empty()
                : Optional.of(
                        "another release is live than when the commits were counted, and it is not known to be newer");
    }

    private static boolean isNewer(Release live, String since, SlotState slot) {
        return since == null
                || slot.latest(earlier -> earlier.release().identity().equals(since))
                        .filter(base -> !live.builtAt().isBefore(base.release().builtAt()))
                        .isPresent();
    }
}
