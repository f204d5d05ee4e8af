package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How what is live in an environment is watched after its build has ended.
 *
 * @param health what is looked at, where none is named the health checks of the environment; the soak of its words is how
 *     long it is watched
 * @param said what follows when it is not well, {@code null} where nothing is said: as it is inherited, else a report
 */
public record WatchSettings(HealthDemand health, OnUnwell said) {
    /** The interval where none is written: nobody waits for the verdict. */
    public static final String INTERVAL = "1m";
    /** How often in a row a check may be unwell where nothing is written. */
    public static final int FAILURE_THRESHOLD = 3;

    private static final String NAME = "Watch";
    private static final int NO_LIMIT = 0;

    /**
     * What a gate demands by it. It ends early only by what is not well; what cannot be measured is told at its end.
     *
     * @param ofEnvironment the health checks of the environment, {@code null} when it has none
     * @param baselineAt the moment before the deployment, {@code null} when there is nothing to be compared with
     * @throws InvalidValueException when there is nothing to look at, or no time to do so
     */
    public GatePlan plan(HealthDemand ofEnvironment, Instant baselineAt) {
        GateWords written = health.words();
        if (written.soak() == null || DurationText.parse("soak", written.soak()).isZero()) {
            throw new InvalidValueException("soak", written.soak(), "a watch lasts for a time, such as 2h");
        }
        if (health.checks().isEmpty()
                && (ofEnvironment == null || ofEnvironment.checks().isEmpty())) {
            throw new InvalidValueException(
                    "checks", "none", "a watch has checks of its own, or the environment has health checks");
        }
        GateWords words = new GateWords(
                written.interval() == null ? INTERVAL : written.interval(),
                written.timeout(),
                Objects.requireNonNullElse(written.successThreshold(), 1),
                Objects.requireNonNullElse(written.failureThreshold(), FAILURE_THRESHOLD),
                null,
                written.soak(),
                NO_LIMIT);
        return words.plan(health.checks().isEmpty() ? ofEnvironment.checks() : health.checks(), baselineAt);
    }

    /** What follows when it is not well. */
    public OnUnwell onUnwell() {
        return said == null ? OnUnwell.REPORT : said;
    }

    /** In a sentence that goes on after the one about an environment. */
    public String sentence() {
        return "What is live is watched for " + health.words().soak()
                + switch (onUnwell()) {
                    case REPORT -> "; when it is not well, that is reported.";
                    case ASK -> "; when it is not well, people are asked whether to roll back.";
                    case ROLLBACK -> "; when it is not well, a rollback is started.";
                };
    }

    /** This on top of what is inherited: checks are added, times lengthened, and people may be asked. */
    public WatchSettings over(WatchSettings inherited) {
        if (inherited == null) {
            return said == OnUnwell.ROLLBACK ? new WatchSettings(health, OnUnwell.ASK) : this;
        }
        boolean asks = said == OnUnwell.ASK && inherited.onUnwell() == OnUnwell.REPORT;
        return new WatchSettings(health.over(inherited.health()), asks ? said : inherited.onUnwell());
    }

    /** Every way in which a folder would weaken what is inherited, or let rollbacks start that the inherited one does not. */
    static List<Tightening.Weakening> weakenings(WatchSettings inherited, WatchSettings own) {
        List<Tightening.Weakening> found = new ArrayList<>();
        if (inherited != null) {
            HealthTightening.weakenings(inherited.health(), own.health())
                    .forEach(each -> found.add(new Tightening.Weakening(NAME, each.reason())));
        }
        OnUnwell above = inherited == null ? OnUnwell.REPORT : inherited.onUnwell();
        if (own.said() != null && own.said() != above) {
            if (own.said().compareTo(above) < 0) {
                found.add(new Tightening.Weakening(
                        NAME,
                        "Inherited: onUnwell " + above.word() + ". The folder asks for less: "
                                + own.said().word() + "."));
            } else if (own.said() == OnUnwell.ROLLBACK) {
                found.add(new Tightening.Weakening(
                        NAME,
                        "Inherited: onUnwell " + above.word()
                                + ". Only whoever defines the environment lets rollbacks start by themselves."));
            }
        }
        return found;
    }
}
