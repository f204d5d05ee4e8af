package io.jenkins.plugins.promotion.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.util.Collection;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import jenkins.scm.api.SCMSourceOwner;

/** Puts the release history on jobs and on multibranch projects. Whether there is any is asked when a page shows it. */
final class ReleaseHistories {
    private ReleaseHistories() {}

    /** On jobs; on a branch of a multibranch project it is the history of the project. */
    @Extension
    public static final class OfJobs extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<ReleaseHistoryAction> actionType() {
            return ReleaseHistoryAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job job) {
            return Set.of(new ReleaseHistoryAction(job));
        }
    }

    /** On multibranch projects. */
    @Extension
    public static final class OfProjects extends TransientActionFactory<SCMSourceOwner> {
        @Override
        public Class<SCMSourceOwner> type() {
            return SCMSourceOwner.class;
        }

        @Override
        public Class<ReleaseHistoryAction> actionType() {
            return ReleaseHistoryAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull SCMSourceOwner project) {
            return project instanceof Job ? Set.of() : Set.of(new ReleaseHistoryAction(project));
        }
    }
}
