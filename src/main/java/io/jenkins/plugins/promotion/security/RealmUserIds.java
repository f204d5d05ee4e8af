package io.jenkins.plugins.promotion.security;

import hudson.security.SecurityRealm;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import jenkins.model.Jenkins;

/** Compares users and groups as the security realm in force does. */
public final class RealmUserIds implements UserIds {
    @Override
    public boolean sameUser(String first, String second) {
        return realm().getUserIdStrategy().equals(first, second);
    }

    @Override
    public boolean sameGroup(String first, String second) {
        return realm().getGroupIdStrategy().equals(first, second);
    }

    private static SecurityRealm realm() {
        return Jenkins.get().getSecurityRealm();
    }
}
