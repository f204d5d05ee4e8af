package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.InfluxDb;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Credential;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** InfluxDB 2, with Flux; its credentials are a token of its API. */
public final class InfluxDbSource extends MetricSourceDefinition {
    private String window;
    private String organization;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public InfluxDbSource(String name, String url) {
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

    /** The name of the organization. */
    public String getOrganization() {
        return organization;
    }

    /** @param organization the name of the organization */
    @DataBoundSetter
    public void setOrganization(String organization) {
        this.organization = Util.fixEmptyAndTrim(organization);
    }

    @Override
    protected MetricSource open(Endpoint endpoint) {
        if (organization == null) {
            throw new InvalidValueException("organization", null, "it takes the name of the organization");
        }
        return new InfluxDb(endpoint, organization, window(getWindow(), InfluxDb.DEFAULT_WINDOW));
    }

    @Override
    protected Credential credential(Secrets secrets) throws MissingCredentialsException {
        return getCredentialsId() == null ? null : InfluxDb.token(secrets.text(getCredentialsId()));
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("influxDb")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.InfluxDbSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "buckets() |> limit(n: 1) |> map(fn: (r) => ({_value: 1.0}))";
        }

        /** Asks the source as the form describes it. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String trust,
                @QueryParameter String window,
                @QueryParameter String organization,
                @QueryParameter String testQuery) {
            InfluxDbSource definition = new InfluxDbSource("test", url);
            definition.setCredentialsId(credentialsId);
            definition.setTrust(trust);
            definition.setWindow(window);
            definition.setOrganization(organization);
            return test(item, definition, testQuery);
        }
    }
}
