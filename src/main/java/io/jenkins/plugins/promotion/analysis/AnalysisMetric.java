package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.measure.MeasuredMetric;
import io.jenkins.plugins.promotion.engine.measure.Questions;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import org.kohsuke.stapler.DataBoundSetter;

/** One metric of an analysis as people write it. It may hold what is not allowed; {@link #toMetric} refuses that. */
public abstract class AnalysisMetric implements Describable<AnalysisMetric>, ExtensionPoint, Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String source;
    private boolean critical = true;
    private String unit;

    /**
     * @param name unique in its analysis
     * @param source the name of a metric source
     */
    protected AnalysisMetric(String name, String source) {
        this.name = Util.fixEmptyAndTrim(name);
        this.source = Util.fixEmptyAndTrim(source);
    }

    /** What it is called in log, page and ledger. */
    public String getName() {
        return name;
    }

    /** The name of a configured metric source. */
    public String getSource() {
        return source;
    }

    /** Whether harm ends the rollout; else it is left to a person. */
    public boolean isCritical() {
        return critical;
    }

    /** @param critical whether harm ends the rollout */
    @DataBoundSetter
    public void setCritical(boolean critical) {
        this.critical = critical;
    }

    /** In which its values are read, such as {@code ms}. */
    @CheckForNull
    public String getUnit() {
        return unit;
    }

    /** @param unit in which its values are read, such as {@code ms} */
    @DataBoundSetter
    public void setUnit(String unit) {
        this.unit = Util.fixEmptyAndTrim(unit);
    }

    /**
     * What is measured.
     *
     * @throws InvalidValueException naming the field, the value and what is allowed
     */
    public final MeasuredMetric toMetric() {
        return new MeasuredMetric(judged(), source, questions(), resolution(), unit);
    }

    /** How it is judged. */
    protected abstract Metric judged();

    /** What is asked. */
    protected abstract Questions questions();

    /** How far apart its points are, {@code null} for the default. */
    @CheckForNull
    protected Duration resolution() {
        return null;
    }

    /** A field of this metric, as errors name it. */
    final String field(String what) {
        return name == null ? what : what + " of '" + name + "'";
    }

    /** A duration, {@code null} where none is written. */
    @CheckForNull
    static Duration duration(String field, String text) {
        return text == null ? null : DurationText.parse(field, text);
    }

    /** A whole number of 0 or more, 0 where none is written. */
    static int count(String field, String text) {
        if (text == null) {
            return 0;
        } else if (!text.matches("\\d{1,9}")) {
            throw new InvalidValueException(field, text, "it takes a whole number from 0 to 999999999");
        }
        return Integer.parseInt(text);
    }

    /** A number, {@code null} where none is written. */
    @CheckForNull
    static Double number(String field, String text) {
        if (text == null) {
            return null;
        } else if (!text.matches("[+-]?(\\d{1,15}(\\.\\d{1,15})?|\\.\\d{1,15})([eE][+-]?\\d{1,2})?")) {
            throw new InvalidValueException(field, text, "it takes a number, such as 0.5");
        }
        return Double.valueOf(text);
    }

    /** One of the values of an enumeration in small letters, or the default where none is written. */
    static <E extends Enum<E>> E word(String field, String text, Class<E> type, E otherwise) {
        if (text == null) {
            return otherwise;
        }
        StringBuilder allowed = new StringBuilder();
        for (E each : type.getEnumConstants()) {
            String word = each.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return each;
            }
            allowed.append(allowed.length() == 0 ? "" : ", ").append(word);
        }
        throw new InvalidValueException(field, text, "allowed: " + allowed);
    }
}
