package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.Set;

/**
 * A person who wants to vote, with the groups that the security realm knows at that moment.
 *
 * @param principal who
 * @param groups the names of their groups
 */
public record Voter(Principal principal, Set<String> groups) {
    /** Copies the groups. */
    public Voter {
        groups = Set.copyOf(groups);
    }
}
