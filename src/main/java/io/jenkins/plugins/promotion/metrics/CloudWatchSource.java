package io.jenkins.plugins.promotion.metrics;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.credentials.CredentialsChoice;
import io.jenkins.plugins.promotion.credentials.MissingCredentialsException;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.metrics.CloudWatch;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.net.URI;
import java.time.Clock;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * CloudWatch of one region of AWS. Its credentials are an access key: the id as the user name, the secret as the password.
 */
public final class CloudWatchSource extends WindowedSource {
    private final String region;

    /**
     * @param name how checks and analyses name it
     * @param region such as {@code eu-central-1}
     */
    @DataBoundConstructor
    public CloudWatchSource(String name, String region) {
        super(name, null);
        this.region = Util.fixEmptyAndTrim(region);
    }

    /** The region, such as {@code eu-central-1}. */
    public String getRegion() {
        return region;
    }

    /** @param url where it listens instead of at the public address of its region */
    @DataBoundSetter
    public void setUrl(String url) {
        useUrl(url);
    }

    @Override
    URI address() {
        return getUrl() == null ? CloudWatch.address(region) : super.address();
    }

    @Override
    protected MetricSource open(Endpoint endpoint) {
        CloudWatch.checkedRegion(region);
        checkKeyIsNamed();
        return new CloudWatch(endpoint, window(CloudWatch.DEFAULT_WINDOW));
    }

    @Override
    protected Credential credential(Secrets secrets) throws MissingCredentialsException {
        checkKeyIsNamed();
        StandardUsernamePasswordCredentials key = secrets.login(getCredentialsId());
        return CloudWatch.key(key.getUsername(), key.getPassword().getPlainText(), region, Clock.systemUTC());
    }

    private void checkKeyIsNamed() {
        if (getCredentialsId() == null) {
            throw new InvalidValueException(
                    "credentialsId", null, "it takes a user name with a password: an access key and its secret");
        }
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("cloudWatch")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CloudWatchSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "SELECT SUM(CallCount) FROM \"AWS/Usage\"";
        }

        /** Whether it is the name of a region. */
        @POST
        public FormValidation doCheckRegion(@AncestorInPath Item item, @QueryParameter String value) {
            return mayConfigure(item)
                    ? FieldCheck.of(() -> CloudWatch.checkedRegion(Util.fixEmptyAndTrim(value)))
                    : FormValidation.ok();
        }

        /** Whether it is the URL of a web server, where there is one. */
        @POST
        @Override
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : super.doCheckUrl(item, value);
        }

        /** Whether there is such an access key. */
        @POST
        @Override
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            try {
                if (Util.fixEmptyAndTrim(value) == null) {
                    return FormValidation.error(Messages.CloudWatchSource_noKey());
                }
                Secrets.of(owner(item)).login(value.strip());
                return FormValidation.ok();
            } catch (MissingCredentialsException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** The access keys that may be chosen. */
        @POST
        @Override
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsChoice.LOGIN.items(item, credentialsId);
        }
    }
}
