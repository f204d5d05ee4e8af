package io.jenkins.plugins.promotion.view;

import hudson.model.User;
import io.jenkins.plugins.promotion.engine.model.Principal;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Somebody whom the ledger names.
 *
 * @param name as it was recorded
 * @param url their page below the root of Jenkins, {@code null} when Jenkins knows them no more
 */
@Restricted(NoExternalUse.class)
public record Person(String name, String url) {
    /** Somebody; {@code null} for {@code null}. */
    public static Person of(Principal principal) {
        if (principal == null) {
            return null;
        }
        User user = principal.id().equals(Principal.AUTOMATIC.id()) ? null : User.getById(principal.id(), false);
        return new Person(principal.display(), user == null ? null : user.getUrl());
    }
}
