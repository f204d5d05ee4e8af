package io.jenkins.plugins.promotion.steps;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Optional;

/** Tells which commit a build has checked out. One implementation for each kind of source control. */
public interface CommitSource extends ExtensionPoint {
    /** The full id of the last commit that the build has checked out; empty when it has none of this kind. */
    Optional<String> commit(Run<?, ?> run);

    /** What the first source that knows says. */
    static Optional<String> of(Run<?, ?> run) {
        return ExtensionList.lookup(CommitSource.class).stream()
                .flatMap(source -> source.commit(run).stream())
                .findFirst();
    }
}
