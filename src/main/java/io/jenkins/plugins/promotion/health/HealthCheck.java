package io.jenkins.plugins.promotion.health;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.Serializable;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundSetter;

/** One check as people write it. It may hold what is not allowed; {@link #toCheck} refuses that. */
public abstract class HealthCheck implements Describable<HealthCheck>, ExtensionPoint, Serializable {
    private static final long serialVersionUID = 1L;

    private String name;
    private String time;

    /** What it is called in log, page and ledger; by default what it looks at. */
    @CheckForNull
    public String getName() {
        return name;
    }

    /** @param name unique in its gate */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** How long one probe may take, such as {@code 10s}. */
    @CheckForNull
    public String getTime() {
        return time;
    }

    /** @param time a duration of up to five minutes */
    @DataBoundSetter
    public void setTime(String time) {
        this.time = Util.fixEmptyAndTrim(time);
    }

    /**
     * The check.
     *
     * @throws InvalidValueException naming the field, the value and what is allowed
     */
    public abstract Check toCheck();

    /** The time of one probe, {@code null} where none is written. */
    @CheckForNull
    Duration parsedTime() {
        return duration("time", time);
    }

    /** A duration, {@code null} where none is written. */
    @CheckForNull
    static Duration duration(String field, String text) {
        return text == null ? null : DurationText.parse(field, text);
    }
}
