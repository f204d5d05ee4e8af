package io.jenkins.plugins.promotion.config;

import hudson.model.User;
import hudson.security.SecurityRealm;
import hudson.security.UserMayOrMayNotExistException2;
import jenkins.model.Jenkins;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** What the security realm says of names that an administrator typed. A realm that cannot say is not asked twice. */
final class RealmNames {
    private RealmNames() {}

    /** Whether the realm is sure that there is no such user. */
    static boolean isUnknownUser(String id) {
        if (User.getById(id, false) != null) {
            return false;
        }
        return isRefused(() -> Jenkins.get().getSecurityRealm().loadUserByUsername2(id));
    }

    /** Whether the realm is sure that there is no such group. */
    static boolean isUnknownGroup(String name) {
        if (SecurityRealm.AUTHENTICATED_AUTHORITY2.getAuthority().equals(name)) {
            return false;
        }
        return isRefused(() -> Jenkins.get().getSecurityRealm().loadGroupByGroupname2(name, false));
    }

    private static boolean isRefused(Runnable lookup) {
        try {
            lookup.run();
            return false;
        } catch (UserMayOrMayNotExistException2 e) {
            return false;
        } catch (UsernameNotFoundException e) {
            return true;
        } catch (AuthenticationException e) {
            return false;
        }
    }
}
