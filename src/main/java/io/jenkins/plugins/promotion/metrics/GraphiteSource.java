package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.Graphite;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Graphite, by its render API. */
public final class GraphiteSource extends MetricSourceDefinition {
    private String window;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public GraphiteSource(String name, String url) {
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

    @Override
    protected MetricSource open(Endpoint endpoint) {
        return new Graphite(endpoint, window(getWindow(), Graphite.DEFAULT_WINDOW));
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("graphite")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GraphiteSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "constantLine(1)";
        }

        /** Asks the source as the form describes it. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String trust,
                @QueryParameter String window,
                @QueryParameter String testQuery) {
            GraphiteSource definition = new GraphiteSource("test", url);
            definition.setCredentialsId(credentialsId);
            definition.setTrust(trust);
            definition.setWindow(window);
            return test(item, definition, testQuery);
        }
    }
}
