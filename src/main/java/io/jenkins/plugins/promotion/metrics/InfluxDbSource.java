package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.promotion.credentials.MissingCredentialsException;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.InfluxDb;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Credential;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** InfluxDB 2, with Flux; its credentials are a token of its API. */
public final class InfluxDbSource extends WindowedSource {
    private String organization;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public InfluxDbSource(String name, String url) {
        super(name, url);
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
        return new InfluxDb(endpoint, organization, window(InfluxDb.DEFAULT_WINDOW));
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
    }
}
