package io.jenkins.plugins.promotion.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.promotion.engine.net.Credential;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Credentials by id, in one scope. They are looked up each time and kept nowhere, so that one that was changed or revoked
 * counts at once.
 */
public final class Secrets {
    private final Function<String, StandardCredentials> lookup;

    private Secrets(Function<String, StandardCredentials> lookup) {
        this.lookup = lookup;
    }

    /** Those that a folder, or the controller, may use. */
    public static Secrets of(ItemGroup<?> owner) {
        return new Secrets(id -> CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, owner, ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id)));
    }

    /** Those that a job or folder may use; {@code null} for those of the controller. */
    public static Secrets ofItem(@CheckForNull Item item) {
        return item == null
                ? of(Jenkins.get())
                : new Secrets(id -> CredentialsMatchers.firstOrNull(
                        CredentialsProvider.lookupCredentialsInItem(
                                StandardCredentials.class, item, ACL.SYSTEM2, List.of()),
                        CredentialsMatchers.withId(id)));
    }

    /** None at all. */
    public static Secrets none() {
        return new Secrets(id -> null);
    }

    /** Those that a build may use. */
    public static Secrets of(Run<?, ?> run) {
        return new Secrets(id -> CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, List.of()));
    }

    /** A user name with a password, or a secret text as a bearer token; empty when there is neither. */
    public Optional<Credential> find(String id) {
        return Optional.ofNullable(of(lookup.apply(id)));
    }

    @CheckForNull
    private static Credential of(StandardCredentials found) {
        if (found instanceof StandardUsernamePasswordCredentials login) {
            return Credential.basic(login.getUsername(), login.getPassword().getPlainText());
        } else if (found instanceof StringCredentials text) {
            return Credential.bearer(text.getSecret().getPlainText());
        }
        return null;
    }

    /** @throws MissingCredentialsException when there is neither a secret text nor a user name with a password */
    public Credential credential(String id) throws MissingCredentialsException {
        return find(id).orElseThrow(() -> new MissingCredentialsException(id));
    }

    /** @throws MissingCredentialsException when there is no secret text of that id */
    public String text(String id) throws MissingCredentialsException {
        if (lookup.apply(id) instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        throw new MissingCredentialsException(id, "a secret text");
    }

    /** @throws MissingCredentialsException when there is no user name with a password of that id */
    public StandardUsernamePasswordCredentials login(String id) throws MissingCredentialsException {
        if (lookup.apply(id) instanceof StandardUsernamePasswordCredentials login) {
            return login;
        }
        throw new MissingCredentialsException(id, "a user name with a password");
    }

    /** The credentials themselves, for whoever passes them on; {@code null} when there are none. */
    @CheckForNull
    public StandardCredentials raw(String id) {
        return lookup.apply(id);
    }
}
