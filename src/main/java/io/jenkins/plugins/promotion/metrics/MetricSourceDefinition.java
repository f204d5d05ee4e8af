package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.promotion.credentials.MissingCredentialsException;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Pattern;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A source of numbers as an administrator writes it. It may hold what is not allowed; saving refuses that. Secrets are
 * named by the ids of credentials and never held.
 */
public abstract class MetricSourceDefinition implements Describable<MetricSourceDefinition>, ExtensionPoint {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    /** For looking at definitions alone: nothing is ever sent with it. */
    private static final HttpExchanges NOT_USED = new HttpExchanges(new Network(AddressPolicy.standard()));

    private final String name;
    private String url;
    private String credentialsId;
    private String trust;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API; {@code null} where {@link #address} knows another
     */
    protected MetricSourceDefinition(String name, String url) {
        this.name = Util.fixEmptyAndTrim(name);
        this.url = Util.fixEmptyAndTrim(url);
    }

    /** How checks and analyses name it. */
    public String getName() {
        return name;
    }

    /** Where it listens. */
    public String getUrl() {
        return url;
    }

    /** For a kind of source whose URL may be left out. */
    final void useUrl(String other) {
        url = Util.fixEmptyAndTrim(other);
    }

    /** The credentials to send. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId the id of a secret text or of a user name with a password */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The only certificates that are trusted, {@code null} for those of the Java platform. */
    @CheckForNull
    public String getTrust() {
        return trust;
    }

    /** @param trust certificates in PEM */
    @DataBoundSetter
    public void setTrust(String trust) {
        this.trust = Util.fixEmptyAndTrim(trust);
    }

    /**
     * Looks at all that can be looked at without asking the source.
     *
     * @throws InvalidValueException naming what is not allowed
     */
    final void check() {
        checkName(name);
        checkWithoutName();
    }

    /** The same, before it has a name. */
    final void checkWithoutName() {
        open(endpoint(NOT_USED, null));
    }

    /** @throws InvalidValueException when it is no name of a source */
    static void checkName(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "name",
                    name,
                    "a name has 1 to 63 letters, digits, '.', '_' and '-', and begins with one of the first two");
        }
    }

    /**
     * The source, to be asked. Without the credentials that it names, it answers every question with an error.
     *
     * @param secrets in the scope of whoever configured it
     */
    final MetricSource source(HttpExchanges http, Secrets secrets) {
        try {
            return open(endpoint(http, credential(secrets)));
        } catch (MissingCredentialsException e) {
            return new UnusableSource(Fault.SETUP, e.getMessage());
        } catch (InvalidValueException e) {
            return new UnusableSource(
                    Fault.SETUP, "The metric source '" + name + "' is not set up well. " + e.getMessage());
        }
    }

    private Endpoint endpoint(HttpExchanges http, Credential credential) {
        return new Endpoint(
                http, address(), credential, trust == null ? Trust.SYSTEM : new Trust(trust), Clock.systemUTC());
    }

    /** Where it listens, as a URL that may be asked. */
    URI address() {
        return Call.url("url", url);
    }

    /** The client of this kind. */
    protected abstract MetricSource open(Endpoint endpoint);

    /**
     * What it sends to be let in, {@code null} for nothing: here a secret text as a bearer token.
     *
     * @throws MissingCredentialsException when there are none of that id
     */
    @CheckForNull
    protected Credential credential(Secrets secrets) throws MissingCredentialsException {
        return credentialsId == null ? null : secrets.credential(credentialsId);
    }
}
