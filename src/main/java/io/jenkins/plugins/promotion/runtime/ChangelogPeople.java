package io.jenkins.plugins.promotion.runtime;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.List;
import java.util.Optional;

/**
 * Knows more of the changelogs of a build than Jenkins does, which has one author for each entry. One implementation for
 * each kind of source control.
 */
public interface ChangelogPeople extends ExtensionPoint {
    /** Everybody else who had a part in the commits in the changelogs of a build, by user id. */
    List<Principal> people(Run<?, ?> build);

    /** Why the changelogs of a build do not tell of all its commits, in a phrase; empty when they do. */
    Optional<String> gap(Run<?, ?> build);

    /** All that there are. */
    static List<ChangelogPeople> all() {
        return ExtensionList.lookup(ChangelogPeople.class);
    }
}
