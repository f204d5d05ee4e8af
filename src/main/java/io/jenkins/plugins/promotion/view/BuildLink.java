package io.jenkins.plugins.promotion.view;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A build that the ledger names.
 *
 * @param text what to call it
 * @param url its page below the root of Jenkins, {@code null} when it is gone or the reader may not see it
 */
@Restricted(NoExternalUse.class)
public record BuildLink(String text, String url) {
    /** A build that asked for a promotion of this application, looked up for whoever makes the present request. */
    public static BuildLink of(Application application, BuildRef build) {
        String text = application.explicitName() == null && application.item() instanceof Job
                ? "#" + build.number()
                : application.explicitName() == null ? lastName(build) + " #" + build.number() : build.toString();
        Job<?, ?> job = PromotingBuilds.job(application, build).orElse(null);
        Run<?, ?> run = job == null ? null : job.getBuildByNumber(build.number());
        return new BuildLink(text, run == null ? null : run.getUrl());
    }

    private static String lastName(BuildRef build) {
        return build.job().substring(build.job().lastIndexOf('/') + 1);
    }
}
