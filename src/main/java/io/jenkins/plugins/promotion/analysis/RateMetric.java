package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.measure.Questions;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Bad events out of all: {@code rate(name: 'errors', source: 'prometheus', canaryBad: '...', canaryTotal: '...', ...)}. */
public final class RateMetric extends ComparedMetric {
    private static final long serialVersionUID = 1L;

    private final String canaryBad;
    private final String canaryTotal;
    private final String baselineBad;
    private final String baselineTotal;

    /**
     * @param name unique in its analysis
     * @param source the name of a metric source
     * @param canaryBad the query for the bad events of the canary in the interval
     * @param canaryTotal the query for all of its events
     * @param baselineBad the query for the bad events of the baseline
     * @param baselineTotal the query for all of its events
     */
    @DataBoundConstructor
    public RateMetric(
            String name,
            String source,
            String canaryBad,
            String canaryTotal,
            String baselineBad,
            String baselineTotal) {
        super(name, source);
        this.canaryBad = Util.fixEmptyAndTrim(canaryBad);
        this.canaryTotal = Util.fixEmptyAndTrim(canaryTotal);
        this.baselineBad = Util.fixEmptyAndTrim(baselineBad);
        this.baselineTotal = Util.fixEmptyAndTrim(baselineTotal);
    }

    /** The query for the bad events of the canary. */
    public String getCanaryBad() {
        return canaryBad;
    }

    /** The query for all events of the canary. */
    public String getCanaryTotal() {
        return canaryTotal;
    }

    /** The query for the bad events of the baseline. */
    public String getBaselineBad() {
        return baselineBad;
    }

    /** The query for all events of the baseline. */
    public String getBaselineTotal() {
        return baselineTotal;
    }

    @Override
    protected Metric judged() {
        return judged(MetricKind.RATE, Judge.SEQUENTIAL, Direction.INCREASE, false);
    }

    @Override
    protected Questions questions() {
        return Questions.counted(canaryBad, canaryTotal, baselineBad, baselineTotal);
    }

    /** Describes the metric to forms. */
    @Extension(ordinal = 40)
    @Symbol("rate")
    public static final class DescriptorImpl extends AnalysisMetricDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RateMetric_displayName();
        }
    }
}
