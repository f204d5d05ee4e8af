package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.schedule.OpenHours;
import io.jenkins.plugins.promotion.engine.schedule.Phase;
import java.util.Objects;

/**
 * Deployments start within weekly windows only. One that has begun may last longer.
 *
 * @param name unique in the environment
 * @param hours the windows with their zone
 */
public record WindowRule(String name, OpenHours hours) implements TimeRule {
    /** The kind of the rule. */
    public static final String KIND = "window";
    /** The name of the rule where none is given. */
    public static final String DEFAULT_NAME = "Windows";

    /** @throws io.jenkins.plugins.promotion.engine.model.InvalidValueException for a name that is not one short line */
    public WindowRule {
        name = RuleNames.checked("window rule", name, DEFAULT_NAME);
        Objects.requireNonNull(hours, "hours");
    }

    @Override
    @JsonIgnore
    public String kind() {
        return KIND;
    }

    @Override
    @JsonIgnore
    public OpenHours timetable() {
        return hours;
    }

    @Override
    public WindowRule named(String other) {
        return new WindowRule(other, hours);
    }

    @Override
    public String sentence() {
        return "it is " + hours;
    }

    @Override
    public Finding evaluate(Facts facts) {
        Phase phase = hours.at(facts.now());
        String until = phase.until() == null ? "" : hours.zone().readable(phase.until());
        if (phase.open()) {
            return Finding.satisfied(this, "Open" + (until.isEmpty() ? "." : " until " + until + "."), phase.until());
        }
        return Finding.waiting(
                this,
                "Closed, " + (until.isEmpty() ? "and no opening is in sight." : "it opens on " + until + "."),
                "People with the permission to override",
                phase.until());
    }
}
