package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.metrics.NewRelic;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Credential;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** New Relic, with NRQL; its credentials are the key of a user. */
public final class NewRelicSource extends MetricSourceDefinition {
    private String window;
    private String account;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public NewRelicSource(String name, String url) {
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

    /** The number of the account. */
    public String getAccount() {
        return account;
    }

    /** @param account the number of the account */
    @DataBoundSetter
    public void setAccount(String account) {
        this.account = Util.fixEmptyAndTrim(account);
    }

    @Override
    protected MetricSource open(Endpoint endpoint) {
        if (account == null || !account.matches("[1-9]\\d{0,17}")) {
            throw new InvalidValueException("account", account, "it takes the number of the account");
        }
        return new NewRelic(endpoint, Long.parseLong(account), window(getWindow(), NewRelic.DEFAULT_WINDOW));
    }

    @Override
    protected Credential credential(Secrets secrets) throws MissingCredentialsException {
        return getCredentialsId() == null ? null : NewRelic.key(secrets.text(getCredentialsId()));
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("newRelic")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NewRelicSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "SELECT count(*) FROM Transaction";
        }

        /** Asks the source as the form describes it. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String trust,
                @QueryParameter String window,
                @QueryParameter String account,
                @QueryParameter String testQuery) {
            NewRelicSource definition = new NewRelicSource("test", url);
            definition.setCredentialsId(credentialsId);
            definition.setTrust(trust);
            definition.setWindow(window);
            definition.setAccount(account);
            return test(item, definition, testQuery);
        }
    }
}
