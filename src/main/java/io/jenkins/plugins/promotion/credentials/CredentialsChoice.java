package io.jenkins.plugins.promotion.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Which kinds of credentials a form offers. */
public enum CredentialsChoice {
    /** A secret text. */
    TEXT(CredentialsMatchers.instanceOf(StringCredentials.class)),
    /** A user name with a password. */
    LOGIN(CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)),
    /** Either. */
    ANY(CredentialsMatchers.anyOf(TEXT.matcher, LOGIN.matcher)),
    /** Whatever has a user name: with a password, or with a key. */
    USER(CredentialsMatchers.instanceOf(StandardUsernameCredentials.class));

    private final CredentialsMatcher matcher;

    CredentialsChoice(CredentialsMatcher matcher) {
        this.matcher = matcher;
    }

    /**
     * Those that may be chosen, for those who may choose; for others only the one that is chosen.
     *
     * @param item whose form it is, {@code null} for that of the controller
     */
    public ListBoxModel items(@CheckForNull Item item, String chosen) {
        StandardListBoxModel model = new StandardListBoxModel();
        boolean mayChoose = item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        if (!mayChoose) {
            return model.includeCurrentValue(chosen);
        }
        model.includeEmptyValue();
        if (item == null) {
            model.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), matcher);
        } else {
            model.includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, List.of(), matcher);
        }
        return model.includeCurrentValue(chosen);
    }
}
