package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.promotion.credentials.MissingCredentialsException;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.metrics.NewRelic;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Credential;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** New Relic, with NRQL; its credentials are the key of a user. */
public final class NewRelicSource extends WindowedSource {
    private String account;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public NewRelicSource(String name, String url) {
        super(name, url);
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
        return new NewRelic(endpoint, Long.parseLong(account), window(NewRelic.DEFAULT_WINDOW));
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
    }
}
