package io.jenkins.plugins.promotion.health;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.Threshold;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.metrics.ConfiguredSources;
import io.jenkins.plugins.promotion.metrics.MetricSourceDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A number of a monitoring system within bounds: {@code metric(source: 'prometheus', query: '...', below: 0.01)}. */
public final class MetricHealthCheck extends HealthCheck {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String query;
    private String above;
    private String below;
    private String within;
    private String maxIncrease;

    /**
     * @param source the name of a configured metric source
     * @param query in the language of the source, for one series
     */
    @DataBoundConstructor
    public MetricHealthCheck(String source, String query) {
        this.source = Util.fixEmptyAndTrim(source);
        this.query = Util.fixEmptyAndTrim(query);
    }

    /** The name of a configured metric source. */
    public String getSource() {
        return source;
    }

    /** In the language of the source. */
    public String getQuery() {
        return query;
    }

    /** The value is greater than this. */
    @CheckForNull
    public String getAbove() {
        return above;
    }

    /** @param above a number */
    @DataBoundSetter
    public void setAbove(String above) {
        this.above = Util.fixEmptyAndTrim(above);
    }

    /** The value is less than this. */
    @CheckForNull
    public String getBelow() {
        return below;
    }

    /** @param below a number */
    @DataBoundSetter
    public void setBelow(String below) {
        this.below = Util.fixEmptyAndTrim(below);
    }

    /** The value is one of this range. */
    @CheckForNull
    public String getWithin() {
        return within;
    }

    /** @param within such as {@code 0.9..1.1} */
    @DataBoundSetter
    public void setWithin(String within) {
        this.within = Util.fixEmptyAndTrim(within);
    }

    /** By how much the value may exceed the one from before the deployment. */
    @CheckForNull
    public String getMaxIncrease() {
        return maxIncrease;
    }

    /** @param maxIncrease such as {@code 10%} */
    @DataBoundSetter
    public void setMaxIncrease(String maxIncrease) {
        this.maxIncrease = Util.fixEmptyAndTrim(maxIncrease);
    }

    @Override
    public Check toCheck() {
        return new MetricCheck(
                getName(), source, query, Threshold.parse(above, below, within, maxIncrease), parsedTime());
    }

    /** Describes the check to forms. */
    @Extension
    @Symbol("metric")
    public static final class DescriptorImpl extends HealthCheckDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MetricHealthCheck_displayName();
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
            boolean known = doFillSourceItems(item).stream().anyMatch(each -> each.equals(name));
            return name == null || known || !MetricSourceDescriptor.mayConfigure(item)
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.MetricHealthCheck_unknown(name));
        }

        /** Whether it is a number. */
        public FormValidation doCheckAbove(@QueryParameter String value) {
            return FieldCheck.optional(value, text -> Threshold.parse(text, null, null, null));
        }

        /** Whether it is a number. */
        public FormValidation doCheckBelow(@QueryParameter String value) {
            return FieldCheck.optional(value, text -> Threshold.parse(null, text, null, null));
        }

        /** Whether it is a range. */
        public FormValidation doCheckWithin(@QueryParameter String value) {
            return FieldCheck.optional(value, text -> Threshold.parse(null, null, text, null));
        }

        /** Whether it is a percentage. */
        public FormValidation doCheckMaxIncrease(@QueryParameter String value) {
            return FieldCheck.optional(value, text -> Threshold.parse(null, null, null, text));
        }
    }
}
