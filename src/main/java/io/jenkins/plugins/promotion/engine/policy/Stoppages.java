package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What people stopped: a release by quarantine, an environment by a hold. */
final class Stoppages {
    private Stoppages() {}

    /** A release that is bad in one environment is bad: each slot of the application is looked at. */
    static Optional<Finding> quarantine(Facts facts) {
        Release release = facts.promotion().release();
        Set<EnvironmentName> names = new LinkedHashSet<>(Set.of(facts.slot().environment()));
        names.addAll(facts.environments());
        for (EnvironmentName name : names) {
            SlotState slot = name.equals(facts.slot().environment())
                    ? facts.slot()
                    : facts.application().apply(name);
            for (Quarantine quarantine : slot.quarantines()) {
                if (quarantine.releaseIdentity().equals(release.identity())) {
                    return Optional.of(new Finding(
                            RuleBook.QUARANTINE_RULE,
                            RuleBook.QUARANTINE,
                            Status.REFUSED,
                            release.version() + " is in quarantine, set in " + name + " by "
                                    + quarantine.by().display() + " at "
                                    + quarantine.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                                    + sentence(quarantine.reason()),
                            "People with the permission to lift a quarantine",
                            null));
                }
            }
        }
        return Optional.empty();
    }

    /** By configuration for all applications, or by the record for one. */
    static Optional<Finding> hold(Environment environment, Facts facts) {
        Optional<Hold> hold = facts.slot().hold();
        if (environment.hold() != null) {
            return Optional.of(held(
                    environment.name() + " is held for every application: " + sentence(environment.hold()),
                    "Administrators of " + environment.name()));
        }
        return hold.map(set -> held(
                environment.name() + " is held by " + set.by().display() + " since "
                        + set.since().truncatedTo(ChronoUnit.SECONDS) + ": " + sentence(set.reason()),
                "People with the permission to lift a hold"));
    }

    private static Finding held(String reason, String who) {
        return new Finding(RuleBook.HOLD_RULE, RuleBook.HOLD, Status.WAITING, reason, who, null);
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
