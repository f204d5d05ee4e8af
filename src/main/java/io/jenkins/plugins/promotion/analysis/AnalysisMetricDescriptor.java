package io.jenkins.plugins.promotion.analysis;

import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.measure.Questions;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.ShareText;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.form.TextArguments;
import io.jenkins.plugins.promotion.metrics.ConfiguredSources;
import io.jenkins.plugins.promotion.metrics.MetricSourceDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all metrics have in common. Their checks reveal nothing but what is allowed. */
public abstract class AnalysisMetricDescriptor extends Descriptor<AnalysisMetric> implements TextArguments {
    /** Whether it is a name. */
    public FormValidation doCheckName(@QueryParameter String value) {
        return FieldCheck.of(() -> Metric.of(Util.fixEmptyAndTrim(value), MetricKind.SERIES, Direction.EITHER));
    }

    /** The names of the sources, for those who may configure what names them. */
    @POST
    public ComboBoxModel doFillSourceItems(@AncestorInPath Item item) {
        ComboBoxModel model = new ComboBoxModel();
        if (MetricSourceDescriptor.mayConfigure(item)) {
            model.addAll(ConfiguredSources.of(item).names());
        }
        return model;
    }

    /** Whether there is such a source. */
    @POST
    public FormValidation doCheckSource(@AncestorInPath Item item, @QueryParameter String value) {
        String name = Util.fixEmptyAndTrim(value);
        if (!MetricSourceDescriptor.mayConfigure(item)) {
            return FormValidation.ok();
        } else if (name == null) {
            return FormValidation.error(Messages.AnalysisMetricDescriptor_noSource());
        }
        return FieldCheck.of(() -> KnownSources.demand("source", name, item));
    }

    /** Whether it is a query. */
    public FormValidation doCheckCanary(@QueryParameter String value) {
        return query("canary", value);
    }

    /** Whether it is a query, and another one than that of the canary. */
    public FormValidation doCheckBaseline(@QueryParameter String value, @QueryParameter String canary) {
        return other("baseline", value, canary);
    }

    /** Whether it is a query. */
    public FormValidation doCheckCanaryBad(@QueryParameter String value) {
        return query("canaryBad", value);
    }

    /** Whether it is a query. */
    public FormValidation doCheckCanaryTotal(@QueryParameter String value) {
        return query("canaryTotal", value);
    }

    /** Whether it is a query, and another one than that of the canary. */
    public FormValidation doCheckBaselineBad(@QueryParameter String value, @QueryParameter String canaryBad) {
        return other("baselineBad", value, canaryBad);
    }

    /** Whether it is a query. */
    public FormValidation doCheckBaselineTotal(@QueryParameter String value) {
        return query("baselineTotal", value);
    }

    private static FormValidation query(String field, String value) {
        return FieldCheck.of(() -> Questions.checked(field, value));
    }

    private static FormValidation other(String field, String value, String canary) {
        FormValidation query = query(field, value);
        boolean same =
                value != null && value.strip().equals(Util.fixNull(canary).strip());
        return query.kind == FormValidation.Kind.OK && same
                ? FormValidation.error(Messages.AnalysisMetricDescriptor_same())
                : query;
    }

    /** Whether it is a share that fits the direction. */
    public FormValidation doCheckTolerance(@QueryParameter String value, @QueryParameter String direction) {
        return FieldCheck.optional(value, text -> {
            Direction harmful = Util.fixEmptyAndTrim(direction) == null
                    ? Direction.INCREASE
                    : AnalysisMetric.word("direction", direction.strip(), Direction.class, Direction.INCREASE);
            return Metric.of("this", MetricKind.RATE, harmful).withTolerance(ShareText.parse("tolerance", text));
        });
    }

    /** Whether it is a weight. */
    public FormValidation doCheckWeight(@QueryParameter String value) {
        return FieldCheck.optional(value, text -> {
            Double weight = AnalysisMetric.number("weight", text);
            return Metric.of("this", MetricKind.RATE, Direction.EITHER).withWeight(weight == null ? 1 : weight);
        });
    }

    /** Whether it is a number of events. */
    public FormValidation doCheckMinimum(@QueryParameter String value) {
        return FieldCheck.optional(value, text -> AnalysisMetric.count("minimum", text));
    }

    /** Whether it is a duration. */
    public FormValidation doCheckResolution(@QueryParameter String value) {
        return FieldCheck.optional(value, text -> DurationText.parse("resolution", text));
    }

    /** The choices of the form. */
    public ListBoxModel doFillDirectionItems() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.AnalysisMetricDescriptor_default(), "");
        model.add(Messages.AnalysisMetricDescriptor_increase(), "increase");
        model.add(Messages.AnalysisMetricDescriptor_decrease(), "decrease");
        model.add(Messages.AnalysisMetricDescriptor_either(), "either");
        return model;
    }

    /** The choices of the form. */
    public ListBoxModel doFillJudgeItems() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.AnalysisMetricDescriptor_sequential(), "");
        model.add(Messages.AnalysisMetricDescriptor_window(), "window");
        return model;
    }
}
