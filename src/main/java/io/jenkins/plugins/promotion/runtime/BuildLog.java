package io.jenkins.plugins.promotion.runtime;

import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** The logs of builds, for what happens beside their steps. */
public final class BuildLog {
    private static final Logger LOGGER = Logger.getLogger(BuildLog.class.getName());

    private BuildLog() {}

    /** Writes into the log of a build as long as that runs; after that nobody reads it there. */
    public static void write(Application application, BuildRef build, Consumer<TaskListener> lines) {
        PromotingBuilds.find(application, build).ifPresent(run -> {
            if (run.isBuilding() && run instanceof FlowExecutionOwner.Executable executable) {
                try {
                    FlowExecutionOwner owner = executable.asFlowExecutionOwner();
                    if (owner != null) {
                        lines.accept(owner.getListener());
                    }
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, e, () -> "The log of " + run + " cannot be written");
                }
            }
        });
    }
}
