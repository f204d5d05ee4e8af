package io.jenkins.plugins.promotion.view;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.store.Application;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.access.AccessDeniedException;

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
        Job<?, ?> job = job(application, build);
        Run<?, ?> run = job == null ? null : job.getBuildByNumber(build.number());
        return new BuildLink(text, run == null ? null : run.getUrl());
    }

    /** By its item where there is one, since the record keeps the name that it had then. */
    private static Job<?, ?> job(Application application, BuildRef build) {
        try {
            Item item;
            if (application.explicitName() != null) {
                item = Jenkins.get().getItemByFullName(build.job());
            } else if (application.item() instanceof ItemGroup<?> project) {
                item = project.getItem(lastName(build));
            } else {
                item = application.item();
            }
            return item instanceof Job<?, ?> job && job.hasPermission(Item.READ) ? job : null;
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    private static String lastName(BuildRef build) {
        return build.job().substring(build.job().lastIndexOf('/') + 1);
    }
}
