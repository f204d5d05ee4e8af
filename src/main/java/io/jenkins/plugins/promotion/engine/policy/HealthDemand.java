package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.health.BlockCheck;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be well after every deployment to an environment before it counts as verified, whatever the build says.
 *
 * <p>What a folder says on top of what it inherits need not be whole: it may add checks, or only lengthen the soak. {@link
 * Environments} sees to it that what is in force is.
 *
 * @param checks what is looked at; their names differ
 * @param words the times and counts, as far as they are given
 */
public record HealthDemand(List<Check> checks, GateWords words) {
    /** @throws InvalidValueException for two checks of one name, a block, or a time that is none */
    public HealthDemand {
        checks = checks == null ? List.of() : List.copyOf(checks);
        words = words == null ? GateWords.DEFAULTS : words;
        Set<String> names = new HashSet<>();
        for (Check check : checks) {
            if (check instanceof BlockCheck) {
                throw new InvalidValueException(
                        "health checks", check.name(), "a block runs in a build, and an environment has none");
            } else if (!names.add(check.name())) {
                throw new InvalidValueException("health checks", check.name(), "every check has a name of its own");
            }
        }
        isDuration("interval", words.interval());
        isDuration("timeout", words.timeout());
        isDuration("initialDelay", words.initialDelay());
        isDuration("soak", words.soak());
    }

    private static void isDuration(String field, String text) {
        if (text != null && !text.isBlank()) {
            DurationText.parse(field, text);
        }
    }

    /**
     * What a gate demands by it.
     *
     * @param baselineAt the moment before the deployment, {@code null} when there is nothing to be compared with
     * @throws InvalidValueException when it is not whole, or its times and counts do not go together
     */
    public GatePlan plan(Instant baselineAt) {
        return words.plan(checks, baselineAt);
    }

    /** The check of that name. */
    public Optional<Check> check(String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst();
    }

    /** What it demands, as a phrase that goes on after "It counts there once". Only of a whole one. */
    public String sentence() {
        GatePlan plan = plan(null);
        return checks.stream().map(Check::name).collect(Collectors.joining(", "))
                + (checks.size() == 1 ? " was" : " were") + " well "
                + (plan.successThreshold() == 1 ? "once" : plan.successThreshold() + " times in a row") + " within "
                + DurationText.format(plan.timeout())
                + (plan.soak().isZero() ? "" : ", and stayed so for " + DurationText.format(plan.soak()));
    }

    /** This on top of what is inherited: its checks are added, and of its times and counts those that demand as much. */
    public HealthDemand over(HealthDemand inherited) {
        return inherited == null ? this : HealthTightening.over(inherited, this);
    }
}
