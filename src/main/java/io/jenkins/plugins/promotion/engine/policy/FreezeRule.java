package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.schedule.Closure;
import io.jenkins.plugins.promotion.engine.schedule.Openings;
import io.jenkins.plugins.promotion.engine.schedule.Phase;
import java.util.List;
import java.util.Objects;

/**
 * No deployment starts during a freeze, whatever window is open.
 *
 * @param name unique in the environment
 * @param reason what it is for, one line
 * @param closure when
 */
public record FreezeRule(String name, String reason, Closure closure) implements TimeRule {
    /** The kind of the rule. */
    public static final String KIND = "freeze";
    /** The name of the rule where none is given. */
    public static final String DEFAULT_NAME = "Freeze";

    private static final int LONGEST_REASON = 500;

    /** @throws InvalidValueException for a name or a reason that is not one short line, or a freeze that never ends */
    public FreezeRule {
        name = RuleNames.checked("freeze", name, DEFAULT_NAME);
        Objects.requireNonNull(closure, "closure");
        reason = Approvers.line("reason of '" + name + "'", reason, LONGEST_REASON)
                .strip();
        if (closure.repeat() != null && !Openings.areEverOpen(List.of(closure))) {
            throw new InvalidValueException("repeat of '" + name + "'", closure, "the freeze never ends");
        }
    }

    @Override
    @JsonIgnore
    public String kind() {
        return KIND;
    }

    @Override
    @JsonIgnore
    public Closure timetable() {
        return closure;
    }

    @Override
    public FreezeRule named(String other) {
        return new FreezeRule(other, reason, closure);
    }

    @Override
    public String sentence() {
        return "there is no freeze '" + name + "'";
    }

    @Override
    public Finding evaluate(Facts facts) {
        Phase phase = closure.at(facts.now());
        if (phase.open()) {
            return Finding.satisfied(
                    this,
                    "No freeze"
                            + (phase.until() == null
                                    ? "."
                                    : " before " + closure.zone().readable(phase.until()) + "."),
                    phase.until());
        }
        return Finding.waiting(
                this,
                "Frozen"
                        + (phase.until() == null
                                ? ""
                                : " until " + closure.zone().readable(phase.until())) + ": " + reason
                        + (reason.endsWith(".") ? "" : "."),
                "People with the permission to override",
                phase.until());
    }
}
