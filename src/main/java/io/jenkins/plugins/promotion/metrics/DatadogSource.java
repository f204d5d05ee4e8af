package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.credentials.CredentialsChoice;
import io.jenkins.plugins.promotion.credentials.MissingCredentialsException;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.metrics.Datadog;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.net.Credential;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Datadog, by its query API; its credentials are the API key, beside an application key. */
public final class DatadogSource extends WindowedSource {
    private String applicationKeyCredentialsId;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public DatadogSource(String name, String url) {
        super(name, url);
    }

    /** The id of the secret text that is the application key. */
    @CheckForNull
    public String getApplicationKeyCredentialsId() {
        return applicationKeyCredentialsId;
    }

    /** @param applicationKeyCredentialsId the id of the secret text that is the application key */
    @DataBoundSetter
    public void setApplicationKeyCredentialsId(String applicationKeyCredentialsId) {
        this.applicationKeyCredentialsId = Util.fixEmptyAndTrim(applicationKeyCredentialsId);
    }

    @Override
    protected MetricSource open(Endpoint endpoint) {
        return new Datadog(endpoint, window(Datadog.DEFAULT_WINDOW));
    }

    @Override
    protected Credential credential(Secrets secrets) throws MissingCredentialsException {
        if (getCredentialsId() == null && applicationKeyCredentialsId == null) {
            return null;
        }
        return Datadog.keys(secrets.text(getCredentialsId()), secrets.text(applicationKeyCredentialsId));
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("datadog")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DatadogSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "avg:system.load.1{*}";
        }

        /** The secret texts that may be chosen. */
        @POST
        public ListBoxModel doFillApplicationKeyCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String applicationKeyCredentialsId) {
            return CredentialsChoice.TEXT.items(item, applicationKeyCredentialsId);
        }
    }
}
