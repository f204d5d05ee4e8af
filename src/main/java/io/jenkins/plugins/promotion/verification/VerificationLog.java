package io.jenkins.plugins.promotion.verification;

import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.runtime.GateLog;
import io.jenkins.plugins.promotion.runtime.PromotingBuilds;
import io.jenkins.plugins.promotion.store.Application;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Tells the story of a verification to the log of the build as long as that runs; after that nobody reads it there. */
final class VerificationLog {
    private static final Logger LOGGER = Logger.getLogger(VerificationLog.class.getName());

    private final Application application;
    private final Promotion promotion;

    VerificationLog(Application application, Promotion promotion) {
        this.application = application;
        this.promotion = promotion;
    }

    void begins(Promotion verified, PromotionState.Verifying demanded) {
        String version = demanded.back() == null
                ? verified.release().version() + " is deployed to "
                : demanded.back().to().release().version() + " is back in ";
        write(listener -> {
            listener.getLogger()
                    .println("[promotion] " + version + verified.id().environment() + " (" + verified.id()
                            + "), and counts once the health checks of the environment have passed.");
            new GateLog(listener).begins(demanded.plan(), false);
        });
    }

    void waits(GatePlan plan, GateState state) {
        write(listener -> {
            if (state.isSoaking()) {
                new GateLog(listener).soaks(plan, state);
            } else {
                new GateLog(listener).waits(plan, state);
            }
        });
    }

    void soaks(GatePlan plan, GateState state) {
        write(listener -> new GateLog(listener).soaks(plan, state));
    }

    void line(String sentence) {
        write(listener -> new GateLog(listener).line(sentence));
    }

    void ended(GateResult result) {
        write(listener -> new GateLog(listener).ended(result));
    }

    private void write(Consumer<TaskListener> lines) {
        PromotingBuilds.find(application, promotion.release().build()).ifPresent(run -> {
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
