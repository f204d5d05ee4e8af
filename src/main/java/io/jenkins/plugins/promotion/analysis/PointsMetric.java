package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.measure.Questions;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundSetter;

/** A metric that has values all along an interval. */
public abstract class PointsMetric extends ComparedMetric {
    private static final long serialVersionUID = 1L;

    private final String canary;
    private final String baseline;
    private String resolution;
    private String judge;

    /**
     * @param name unique in its analysis
     * @param source the name of a metric source
     * @param canary the query of the canary
     * @param baseline the query of the baseline
     */
    protected PointsMetric(String name, String source, String canary, String baseline) {
        super(name, source);
        this.canary = Util.fixEmptyAndTrim(canary);
        this.baseline = Util.fixEmptyAndTrim(baseline);
    }

    /** The query of the canary. */
    public String getCanary() {
        return canary;
    }

    /** The query of the baseline. */
    public String getBaseline() {
        return baseline;
    }

    /** How far apart the points are, such as {@code 15s}. */
    @CheckForNull
    public String getResolution() {
        return resolution;
    }

    /** @param resolution a duration, at most the interval */
    @DataBoundSetter
    public void setResolution(String resolution) {
        this.resolution = Util.fixEmptyAndTrim(resolution);
    }

    /** By which tests: {@code sequential} or {@code window}, and of averages {@code independent}. */
    @CheckForNull
    public String getJudge() {
        return judge;
    }

    /** @param judge {@code sequential} or {@code window}, and of averages {@code independent} */
    @DataBoundSetter
    public void setJudge(String judge) {
        this.judge = Util.fixEmptyAndTrim(judge);
    }

    final Judge by() {
        return word(field("judge"), judge, Judge.class, Judge.SEQUENTIAL);
    }

    @Override
    protected Questions questions() {
        return Questions.both(canary, baseline);
    }

    @Override
    protected Duration resolution() {
        return duration(field("resolution"), resolution);
    }
}
