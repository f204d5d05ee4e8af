package io.jenkins.plugins.promotion.verification;

import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.runtime.BuildLog;
import io.jenkins.plugins.promotion.runtime.GateLog;
import io.jenkins.plugins.promotion.store.Application;
import java.util.function.Consumer;

/** Tells the story of a verification to the log of the build as long as that runs; after that nobody reads it there. */
final class VerificationLog {
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
        BuildLog.write(application, promotion.release().build(), lines);
    }
}
