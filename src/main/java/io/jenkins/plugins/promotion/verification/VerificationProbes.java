package io.jenkins.plugins.promotion.verification;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.promotion.config.ConfiguredEnvironments;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.probe.Probes;
import io.jenkins.plugins.promotion.metrics.ControllerProbes;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.metrics.ProbePool;
import io.jenkins.plugins.promotion.store.Application;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at the checks of an environment from the controller, with the credentials and metric sources of the application's
 * item. Where the administrator leaves probes to agents, only what the administrator demands is looked at, and not what a
 * folder adds.
 */
final class VerificationProbes implements Probes {
    private final Application application;
    private final EnvironmentName environment;

    VerificationProbes(Application application, EnvironmentName environment) {
        this.application = application;
        this.environment = environment;
    }

    @Override
    public CompletableFuture<Reading> look(Check check, Instant baselineAt, @CheckForNull Double baseline) {
        return ProbePool.begin(() -> {
            Item item = application.item();
            return mayLook(check)
                    ? new ControllerProbes(item, Secrets.ofItem(item)).look(check, baselineAt, baseline)
                    : CompletableFuture.completedFuture(
                            ProbePool.failed(Fault.SETUP, Messages.VerificationProbes_agentsOnly()));
        });
    }

    private boolean mayLook(Check check) {
        return check instanceof MetricCheck
                || HealthGatesConfiguration.get().isControllerAllowed()
                || isOfTheController(check);
    }

    private boolean isOfTheController(Check check) {
        try {
            return ConfiguredEnvironments.global()
                    .find(environment)
                    .filter(each ->
                            each.health() != null && each.health().checks().contains(check)
                                    || each.watch() != null
                                            && each.watch().health().checks().contains(check))
                    .isPresent();
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
