package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** One average an interval: {@code series(name: 'orders', source: 'prometheus', canary: '...', baseline: '...')}. */
public final class SeriesMetric extends PointsMetric {
    private static final long serialVersionUID = 1L;

    /**
     * @param name unique in its analysis
     * @param source the name of a metric source
     * @param canary the query of the canary
     * @param baseline the query of the baseline
     */
    @DataBoundConstructor
    public SeriesMetric(String name, String source, String canary, String baseline) {
        super(name, source, canary, baseline);
    }

    @Override
    protected Metric judged() {
        return judged(MetricKind.SERIES, by(), Direction.EITHER, false);
    }

    /** Describes the metric to forms. */
    @Extension(ordinal = 20)
    @Symbol("series")
    public static final class DescriptorImpl extends AnalysisMetricDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SeriesMetric_displayName();
        }

        @Override
        public ListBoxModel doFillJudgeItems() {
            ListBoxModel model = super.doFillJudgeItems();
            model.add(1, new ListBoxModel.Option(Messages.SeriesMetric_independent(), "independent"));
            return model;
        }
    }
}
