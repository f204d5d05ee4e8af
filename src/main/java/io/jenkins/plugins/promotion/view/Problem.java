package io.jenkins.plugins.promotion.view;

import io.jenkins.plugins.promotion.store.Application;
import java.io.File;
import jenkins.model.Jenkins;

/** What is wrong with a ledger, for readers of a page. */
public final class Problem {
    private Problem() {}

    /** The message; only those who may see the system learn where the files are. */
    public static String of(RuntimeException problem, Application application) {
        return Jenkins.get().hasPermission(Jenkins.SYSTEM_READ)
                ? problem.getMessage()
                : problem.getMessage()
                        .replace(application.directory() + File.separator, "")
                        .replace(Jenkins.get().getRootDir() + File.separator, "");
    }
}
