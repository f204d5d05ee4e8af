package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.ShareText;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.form.TextArguments;
import io.jenkins.plugins.promotion.rollout.InlineAnalysis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;

/**
 * An analysis as people write it: by an administrator with a name, or in a Jenkinsfile without. It may hold what is not
 * allowed; {@link #toDefinition} refuses that.
 */
public final class CanaryAnalysis implements Describable<CanaryAnalysis>, InlineAnalysis {
    private static final long serialVersionUID = 1L;

    private final ArrayList<AnalysisMetric> metrics;
    private String name;
    private String alpha;
    private String interval;

    /** @param metrics what is measured, in order */
    @DataBoundConstructor
    public CanaryAnalysis(List<AnalysisMetric> metrics) {
        this.metrics = new ArrayList<>(Util.fixNull(metrics));
    }

    /** What is measured, in order. */
    public List<AnalysisMetric> getMetrics() {
        return List.copyOf(metrics);
    }

    /** How rollouts name it; {@code null} in a Jenkinsfile. */
    @CheckForNull
    public String getName() {
        return name;
    }

    /** @param name how rollouts name it */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** How often, at most, a canary without harm fails. */
    @CheckForNull
    public String getAlpha() {
        return alpha;
    }

    /** @param alpha such as {@code 0.01} or {@code 1%} */
    @DataBoundSetter
    public void setAlpha(String alpha) {
        this.alpha = Util.fixEmptyAndTrim(alpha);
    }

    /** How far apart looks are, where the rollout does not say. */
    @CheckForNull
    public String getInterval() {
        return interval;
    }

    /** @param interval such as {@code 1m} */
    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Util.fixEmptyAndTrim(interval);
    }

    /**
     * What the engine is told.
     *
     * @throws InvalidValueException naming the field, the value and what is allowed
     */
    public AnalysisDefinition toDefinition() {
        return definition(name);
    }

    /** The same of one that a Jenkinsfile holds, which cannot pass itself off as one of an administrator. */
    public AnalysisDefinition toInline() {
        if (name != null) {
            throw new InvalidValueException("name", name, "only administrators name analyses; leave it out here");
        }
        return definition(NAME);
    }

    @Override
    public Duration interval() {
        return toInline().interval();
    }

    private AnalysisDefinition definition(String called) {
        AnalysisDefinition.checkName(called);
        return new AnalysisDefinition(
                called,
                alpha == null ? AnalysisDefinition.DEFAULT_ALPHA : ShareText.parse("alpha", alpha),
                parsedInterval(interval),
                metrics.stream().map(AnalysisMetric::toMetric).toList());
    }

    private static Duration parsedInterval(String text) {
        return text == null ? AnalysisDefinition.DEFAULT_INTERVAL : DurationText.parse("interval", text);
    }

    /** Describes the analysis to forms. */
    @Extension
    @Symbol("analysis")
    public static final class DescriptorImpl extends Descriptor<CanaryAnalysis> implements TextArguments {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CanaryAnalysis_displayName();
        }

        /** Whether it is a name. */
        public FormValidation doCheckName(@QueryParameter String value) {
            return FieldCheck.of(() -> AnalysisDefinition.checkName(Util.fixEmptyAndTrim(value)));
        }

        /** Whether it is an error level. */
        public FormValidation doCheckAlpha(@QueryParameter String value) {
            return FieldCheck.optional(
                    value,
                    text -> new AnalysisPlan(
                            ShareText.parse("alpha", text),
                            0,
                            List.of(Metric.of("this", MetricKind.RATE, Direction.EITHER))));
        }

        /** Whether looks can be so far apart. */
        public FormValidation doCheckInterval(@QueryParameter String value) {
            return FieldCheck.of(() -> AnalysisDefinition.checkInterval(parsedInterval(Util.fixEmptyAndTrim(value))));
        }
    }
}
