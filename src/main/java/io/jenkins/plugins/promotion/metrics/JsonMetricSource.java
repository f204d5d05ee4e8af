package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.JsonSource;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import java.time.Duration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Anything that answers with JSON over HTTP. */
public final class JsonMetricSource extends MetricSourceDefinition {
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    private String window;
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

    /** Over which one value is taken, such as 5m. */
    @CheckForNull
    public String getWindow() {
        return window;
    }

    /** @param window over which one value is taken, such as 5m */
    @DataBoundSetter
    public void setWindow(String window) {
        this.window = Util.fixEmptyAndTrim(window);
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
                window(getWindow(), DEFAULT_WINDOW));
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

        /** Asks the source as the form describes it. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String trust,
                @QueryParameter String window,
                @QueryParameter String template,
                @QueryParameter String valuePath,
                @QueryParameter String timePath,
                @QueryParameter String testQuery) {
            JsonMetricSource definition = new JsonMetricSource("test", url);
            definition.setCredentialsId(credentialsId);
            definition.setTrust(trust);
            definition.setWindow(window);
            definition.setTemplate(template);
            definition.setValuePath(valuePath);
            definition.setTimePath(timePath);
            return test(item, definition, testQuery);
        }
    }
}
