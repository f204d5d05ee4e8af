package io.jenkins.plugins.promotion.steps;

import hudson.Extension;
import hudson.model.Run;
import hudson.plugins.git.Revision;
import hudson.plugins.git.util.BuildData;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMRevisionAction;

/**
 * Commits of the Git plugin: the revision of its branch that a build of a multibranch project is for, else what the build
 * has checked out last, since shared libraries are checked out first.
 */
@Extension(optional = true)
public final class GitCommitSource implements CommitSource {
    /** Only where the Git plugin is: a class of it is asked for at once, and Jenkins leaves this out where there is none. */
    public GitCommitSource() {
        Objects.requireNonNull(BuildData.class);
    }

    @Override
    public Optional<String> commit(Run<?, ?> run) {
        SCMRevisionAction branch = run.getAction(SCMRevisionAction.class);
        if (branch != null && branch.getRevision() instanceof AbstractGitSCMSource.SCMRevisionImpl revision) {
            return Optional.of(revision.getHash());
        }
        List<BuildData> checkouts = run.getActions(BuildData.class);
        for (int i = checkouts.size() - 1; i >= 0; i--) {
            Revision revision = checkouts.get(i).getLastBuiltRevision();
            if (revision != null) {
                return Optional.of(revision.getSha1String());
            }
        }
        return Optional.empty();
    }
}
