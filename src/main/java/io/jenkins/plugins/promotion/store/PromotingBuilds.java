package io.jenkins.plugins.promotion.store;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** Finds the builds that records name. */
public final class PromotingBuilds {
    private PromotingBuilds() {}

    /**
     * The build as long as it is there, whoever asks: a build that the present user may not see is not gone. It may have to be
     * loaded.
     */
    public static Optional<Run<?, ?>> find(Application application, BuildRef build) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return job(application, build).map(one -> one.getBuildByNumber(build.number()));
        }
    }

    /**
     * Its job, as far as the present user may read it. It is found by its item where there is one: the record keeps the name
     * that the job had then.
     */
    public static Optional<Job<?, ?>> job(Application application, BuildRef build) {
        try {
            Item item;
            if (application.explicitName() != null) {
                item = Jenkins.get().getItemByFullName(build.job());
            } else if (application.item() instanceof ItemGroup<?> project) {
                item = project.getItem(lastName(build));
            } else {
                item = application.item();
            }
            return item instanceof Job<?, ?> job && job.hasPermission(Item.READ) ? Optional.of(job) : Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }

    private static String lastName(BuildRef build) {
        return build.job().substring(build.job().lastIndexOf('/') + 1);
    }
}
