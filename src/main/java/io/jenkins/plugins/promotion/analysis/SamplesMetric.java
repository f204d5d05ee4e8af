package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Raw values: {@code samples(name: 'latency', source: 'prometheus', canary: '...', baseline: '...')}. */
public final class SamplesMetric extends PointsMetric {
    private static final long serialVersionUID = 1L;

    private boolean anyShape;

    /**
     * @param name unique in its analysis
     * @param source the name of a metric source
     * @param canary the query of the canary
     * @param baseline the query of the baseline
     */
    @DataBoundConstructor
    public SamplesMetric(String name, String source, String canary, String baseline) {
        super(name, source, canary, baseline);
    }

    /** Whether changes of any shape are looked for too. */
    public boolean isAnyShape() {
        return anyShape;
    }

    /** @param anyShape whether changes of any shape are looked for too */
    @DataBoundSetter
    public void setAnyShape(boolean anyShape) {
        this.anyShape = anyShape;
    }

    @Override
    protected Metric judged() {
        return judged(MetricKind.SAMPLES, by(), Direction.INCREASE, anyShape);
    }

    /** Describes the metric to forms. */
    @Extension(ordinal = 30)
    @Symbol("samples")
    public static final class DescriptorImpl extends AnalysisMetricDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SamplesMetric_displayName();
        }
    }
}
