package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.Set;

/**
 * A person who wants to vote, with the groups that the security realm knows at that moment.
 *
 * @param principal who
 * @param groups the names of their groups
 * @param permissions the names of the permissions that they hold where they want to vote, as rules name them; those that no
 *     rule names may be left out
 */
public record Voter(Principal principal, Set<String> groups, Set<String> permissions) {
    /** Copies the groups and permissions. */
    public Voter {
        groups = Set.copyOf(groups);
        permissions = Set.copyOf(permissions);
    }

    /** Somebody who holds none of the permissions that rules name. */
    public Voter(Principal principal, Set<String> groups) {
        this(principal, groups, Set.of());
    }
}
