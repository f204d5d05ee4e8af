package io.jenkins.plugins.promotion.runtime;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.store.Application;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Finds the builds that records name. */
public final class PromotingBuilds {
    private PromotingBuilds() {}

    /** The build as long as it is there. For workers only: it may have to be loaded. */
    public static Optional<Run<?, ?>> find(Application application, BuildRef build) {
        Job<?, ?> job = application.explicitName() == null && application.item() instanceof Job<?, ?> own
                ? own
                : Jenkins.get().getItemByFullName(build.job(), Job.class);
        return Optional.ofNullable(job).map(one -> one.getBuildByNumber(build.number()));
    }
}
