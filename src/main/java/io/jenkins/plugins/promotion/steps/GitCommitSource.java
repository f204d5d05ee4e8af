package io.jenkins.plugins.promotion.steps;

import hudson.Extension;
import hudson.model.Run;
import hudson.plugins.git.Revision;
import hudson.plugins.git.util.BuildData;
import java.util.List;
import java.util.Optional;

/** Commits that the Git plugin has checked out. */
@Extension(optional = true)
public final class GitCommitSource implements CommitSource {
    @Override
    public Optional<String> commit(Run<?, ?> run) {
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
