package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.ShareText;
import org.kohsuke.stapler.DataBoundSetter;

/** A metric of which canary and baseline are compared. */
public abstract class ComparedMetric extends AnalysisMetric {
    private static final long serialVersionUID = 1L;

    private String direction;
    private String tolerance;
    private String weight;
    private boolean earlyPass;
    private String minimum;

    /**
     * @param name unique in its analysis
     * @param source the name of a metric source
     */
    protected ComparedMetric(String name, String source) {
        super(name, source);
    }

    /** Which change is harm: {@code increase}, {@code decrease} or {@code either}. */
    @CheckForNull
    public String getDirection() {
        return direction;
    }

    /** @param direction {@code increase}, {@code decrease} or {@code either} */
    @DataBoundSetter
    public void setDirection(String direction) {
        this.direction = Util.fixEmptyAndTrim(direction);
    }

    /** How much of a change is no harm, as a share of the baseline. */
    @CheckForNull
    public String getTolerance() {
        return tolerance;
    }

    /** @param tolerance such as {@code 5%} */
    @DataBoundSetter
    public void setTolerance(String tolerance) {
        this.tolerance = Util.fixEmptyAndTrim(tolerance);
    }

    /** Its part of alpha, in proportion to the other metrics. */
    @CheckForNull
    public String getWeight() {
        return weight;
    }

    /** @param weight a number above 0 */
    @DataBoundSetter
    public void setWeight(String weight) {
        this.weight = Util.fixEmptyAndTrim(weight);
    }

    /** Whether it may pass before the end. */
    public boolean isEarlyPass() {
        return earlyPass;
    }

    /** @param earlyPass whether it may pass once harm beyond the tolerance is excluded */
    @DataBoundSetter
    public void setEarlyPass(boolean earlyPass) {
        this.earlyPass = earlyPass;
    }

    /** How many events a side must have had. */
    @CheckForNull
    public String getMinimum() {
        return minimum;
    }

    /** @param minimum a whole number, 0 for the default of the kind */
    @DataBoundSetter
    public void setMinimum(String minimum) {
        this.minimum = Util.fixEmptyAndTrim(minimum);
    }

    /** How it is judged. */
    final Metric judged(MetricKind kind, Judge judge, Direction harmful, boolean anyShape) {
        Double given = number(field("weight"), weight);
        return new Metric(
                getName(),
                kind,
                judge,
                word(field("direction"), direction, Direction.class, harmful),
                tolerance == null ? 0 : ShareText.parse(field("tolerance"), tolerance),
                isCritical(),
                given == null ? 1 : given,
                earlyPass,
                anyShape,
                count(field("minimum"), minimum),
                null,
                null,
                0);
    }
}
