package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.BlockCheck;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.TcpConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Looks at everything that is looked at over the network. Secrets and sources are found anew for every probe, so that one
 * that was changed counts at once and none is kept.
 *
 * @param credentials finds the secret of an id, in the scope of whoever runs the gate
 * @param sources finds a source by its name
 */
public record NetworkProbes(
        HttpExchanges http,
        TcpConnections tcp,
        Function<String, Optional<Credential>> credentials,
        Function<String, Optional<MetricSource>> sources,
        Clock clock)
        implements Probes {

    @Override
    public CompletableFuture<Reading> look(Check check, Instant baselineAt, Double baseline) {
        if (check instanceof HttpCheck page) {
            Optional<Credential> secret =
                    page.credentialsId() == null ? Optional.empty() : credentials.apply(page.credentialsId());
            return page.credentialsId() != null && secret.isEmpty()
                    ? setup("There are no credentials '" + page.credentialsId() + "' that may be used here.")
                    : new HttpProbe(http).look(page, secret.orElse(null));
        } else if (check instanceof TcpCheck port) {
            return new TcpProbe(tcp).look(port);
        } else if (check instanceof MetricCheck metric) {
            return sources.apply(metric.source())
                    .map(source -> new MetricProbe(source).look(metric, clock.instant(), baselineAt, baseline))
                    .orElseGet(() -> setup("There is no metric source '" + metric.source() + "'."));
        }
        return setup("Whoever runs the gate runs the block '" + ((BlockCheck) check).name() + "'.");
    }

    private static CompletableFuture<Reading> setup(String reason) {
        return CompletableFuture.completedFuture(new Reading.Failed(Fault.SETUP, reason, Duration.ZERO, 0, null));
    }
}
