package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people stopped: a release by quarantine, an environment by a hold. */
final class Stoppages {
    private Stoppages() {}

    static Optional<Finding> quarantine(Facts facts) {
        return quarantine(facts, facts.promotion().release())
                .map(reason -> new Finding(
                        RuleBook.QUARANTINE_RULE,
                        RuleBook.QUARANTINE,
                        Status.REFUSED,
                        reason,
                        "People with the permission to lift a quarantine",
                        null));
    }

    /**
     * Why a release goes nowhere. One that is bad in one environment is bad: each slot of the application is looked at.
     */
    static Optional<String> quarantine(Facts facts, Release release) {
        Set<EnvironmentName> names = new LinkedHashSet<>(Set.of(facts.slot().environment()));
        names.addAll(facts.environments());
        for (EnvironmentName name : names) {
            SlotState slot = name.equals(facts.slot().environment())
                    ? facts.slot()
                    : facts.application().apply(name);
            for (Quarantine quarantine : slot.quarantines()) {
                if (quarantine.releaseIdentity().equals(release.identity())) {
                    return Optional.of(release.version() + " is in quarantine, set in " + name + " by "
                            + quarantine.by().display() + " at "
                            + quarantine.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                            + sentence(quarantine.reason()));
                }
            }
        }
        return Optional.empty();
    }

    /** One finding for all holds: by configuration, by the record of places around the application, and by its own. */
    static Optional<Finding> hold(Environment environment, Facts facts) {
        List<String> reasons = new ArrayList<>();
        List<String> lifters = new ArrayList<>();
        if (environment.hold() != null) {
            reasons.add(environment.name() + " is held for every application by its configuration: "
                    + sentence(environment.hold()));
            lifters.add("Administrators of " + environment.name());
        }
        for (WiderHold wider : facts.holds().get()) {
            reasons.add(held(environment, wider.place(), wider.hold()));
            lifters.add(wider.lifters());
        }
        facts.slot().hold().ifPresent(own -> {
            reasons.add(held(environment, "this application", own));
            lifters.add("People with the permission to lift a hold");
        });
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        RuleBook.HOLD_RULE,
                        RuleBook.HOLD,
                        Status.WAITING,
                        String.join(" ", reasons),
                        String.join("; ", lifters),
                        null));
    }

    private static String held(Environment environment, String place, Hold hold) {
        return environment.name() + " is held for " + place + " by "
                + hold.by().display() + " since " + hold.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                + sentence(hold.reason());
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }
}
