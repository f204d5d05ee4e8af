package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.probe.NetworkProbes;
import io.jenkins.plugins.promotion.engine.probe.Probes;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Looks from the controller, under the lists of the administrator. Whether it may look at all is settled before, see {@link
 * HealthGatesConfiguration#isControllerAllowed}.
 */
public final class ControllerProbes implements Probes {
    private final Item item;
    private final Secrets secrets;

    /**
     * @param item whose sources may be named, {@code null} for those of the controller alone
     * @param secrets the credentials that may be used
     */
    public ControllerProbes(@CheckForNull Item item, Secrets secrets) {
        this.item = item;
        this.secrets = secrets;
    }

    @Override
    public CompletableFuture<Reading> look(Check check, Instant baselineAt, @CheckForNull Double baseline) {
        ControllerNetwork network = ControllerNetwork.get();
        ConfiguredSources sources = ConfiguredSources.of(item);
        return new NetworkProbes(network.http(), network.tcp(), secrets::find, sources::find, Clock.systemUTC())
                .look(check, baselineAt, baseline);
    }
}
