package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Judge;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.measure.Questions;
import io.jenkins.plugins.promotion.form.FieldCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;

/** Bounds on the canary alone: {@code bounds(name: 'memory', source: 'prometheus', canary: '...', atMost: 900)}. */
public final class BoundsMetric extends AnalysisMetric {
    private static final long serialVersionUID = 1L;

    private final String canary;
    private String atLeast;
    private String atMost;
    private String allowed;

    /**
     * @param name unique in its analysis
     * @param source the name of a metric source
     * @param canary the query of the canary
     */
    @DataBoundConstructor
    public BoundsMetric(String name, String source, String canary) {
        super(name, source);
        this.canary = Util.fixEmptyAndTrim(canary);
    }

    /** The query of the canary. */
    public String getCanary() {
        return canary;
    }

    /** The lower bound. */
    @CheckForNull
    public String getAtLeast() {
        return atLeast;
    }

    /** @param atLeast a number */
    @DataBoundSetter
    public void setAtLeast(String atLeast) {
        this.atLeast = Util.fixEmptyAndTrim(atLeast);
    }

    /** The upper bound. */
    @CheckForNull
    public String getAtMost() {
        return atMost;
    }

    /** @param atMost a number */
    @DataBoundSetter
    public void setAtMost(String atMost) {
        this.atMost = Util.fixEmptyAndTrim(atMost);
    }

    /** How many values may be out of bounds. */
    @CheckForNull
    public String getAllowed() {
        return allowed;
    }

    /** @param allowed a whole number */
    @DataBoundSetter
    public void setAllowed(String allowed) {
        this.allowed = Util.fixEmptyAndTrim(allowed);
    }

    @Override
    protected Metric judged() {
        return new Metric(
                getName(),
                MetricKind.THRESHOLD,
                Judge.SEQUENTIAL,
                Direction.EITHER,
                0,
                isCritical(),
                1,
                false,
                false,
                0,
                number(field("atLeast"), atLeast),
                number(field("atMost"), atMost),
                count(field("allowed"), allowed));
    }

    @Override
    protected Questions questions() {
        return Questions.alone(canary);
    }

    /** Describes the metric to forms. */
    @Extension(ordinal = 10)
    @Symbol("bounds")
    public static final class DescriptorImpl extends AnalysisMetricDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.BoundsMetric_displayName();
        }

        /** Whether it is a number, and not above the upper bound. */
        public FormValidation doCheckAtLeast(@QueryParameter String value, @QueryParameter String atMost) {
            return FieldCheck.of(() -> {
                Double low = number("atLeast", Util.fixEmptyAndTrim(value));
                Double high = Util.fixEmptyAndTrim(atMost) == null ? null : bound(atMost);
                if (low != null || high == null) {
                    Metric.threshold("this", low, high);
                }
            });
        }

        /** Whether it is a number. */
        public FormValidation doCheckAtMost(@QueryParameter String value) {
            return FieldCheck.of(() -> number("atMost", Util.fixEmptyAndTrim(value)));
        }

        /** Whether it is a number of values. */
        public FormValidation doCheckAllowed(@QueryParameter String value) {
            return FieldCheck.of(() -> count("allowed", Util.fixEmptyAndTrim(value)));
        }

        /** The other bound, nothing while that is none. */
        private static Double bound(String text) {
            try {
                return number("atMost", Util.fixEmptyAndTrim(text));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
