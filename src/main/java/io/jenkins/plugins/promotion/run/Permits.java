package io.jenkins.plugins.promotion.run;

import hudson.model.Run;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.plugins.promotion.store.Application;
import java.util.Set;
import jenkins.model.Jenkins;

/**
 * Whether whoever makes the present request may act on a promotion of a build: it takes the permission on the job of the
 * build, and also on what owns the application when that is another item, or the controller.
 */
final class Permits {
    private Permits() {}

    static boolean has(Permission permission, Run<?, ?> run, Application application) {
        return concerned(run, application).stream().allMatch(one -> one.hasPermission(permission));
    }

    static void check(Permission permission, Run<?, ?> run, Application application) {
        concerned(run, application).forEach(one -> one.checkPermission(permission));
    }

    /** How the permission is called where it is given. */
    static String name(Permission permission) {
        return permission.group.title + "/" + permission.name;
    }

    private static Set<AccessControlled> concerned(Run<?, ?> run, Application application) {
        AccessControlled owner = application.item() == null ? Jenkins.get() : application.item();
        return run.getParent().equals(owner) ? Set.of(run.getParent()) : Set.of(run.getParent(), owner);
    }
}
