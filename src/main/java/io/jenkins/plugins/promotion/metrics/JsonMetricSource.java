package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.JsonSource;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import java.time.Duration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Anything that answers with JSON over HTTP. */
public final class JsonMetricSource extends WindowedSource {
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    private String template;
    private String valuePath;
    private String timePath;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public JsonMetricSource(String name, String url) {
        super(name, url);
    }

    /** Path and query of a request, with {query}, {from}, {to} and {step}. */
    public String getTemplate() {
        return template;
    }

    /** @param template path and query of a request, with {query}, {from}, {to} and {step} */
    @DataBoundSetter
    public void setTemplate(String template) {
        this.template = Util.fixEmptyAndTrim(template);
    }

    /** The JSON path of the numbers. */
    public String getValuePath() {
        return valuePath;
    }

    /** @param valuePath the JSON path of the numbers */
    @DataBoundSetter
    public void setValuePath(String valuePath) {
        this.valuePath = Util.fixEmptyAndTrim(valuePath);
    }

    /** The JSON path of the moments of the numbers. */
    @CheckForNull
    public String getTimePath() {
        return timePath;
    }

    /** @param timePath the JSON path of the moments of the numbers */
    @DataBoundSetter
    public void setTimePath(String timePath) {
        this.timePath = Util.fixEmptyAndTrim(timePath);
    }

    @Override
    protected MetricSource open(Endpoint endpoint) {
        return new JsonSource(
                endpoint,
                template == null ? "" : template,
                new JsonQuery(valuePath),
                timePath == null ? null : new JsonQuery(timePath),
                window(DEFAULT_WINDOW));
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("json")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.JsonMetricSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "test";
        }
    }
}
