package io.jenkins.plugins.promotion.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks sources at one moment, and says what they must have answered. */
final class SourceClient {
    private static final Duration TIME = Duration.ofSeconds(5);

    private final Network network = new Network(new AddressPolicy(true, false, List.of(), List.of()));
    private final HttpExchanges http = new HttpExchanges(network);
    private final Instant now;

    SourceClient(Instant now) {
        this.now = now;
    }

    void close() throws Exception {
        http.close();
        network.close();
    }

    /** Below a path, so that it is seen whether that is kept. */
    Endpoint endpoint(HostileServer server, Credential credential) {
        return endpoint(server.url("/base/"), credential, Clock.fixed(now, ZoneOffset.UTC));
    }

    Endpoint endpoint(String url, Credential credential, Clock clock) {
        return new Endpoint(http, URI.create(url), credential, Trust.SYSTEM, clock);
    }

    Measured instant(MetricSource source, String query) throws Exception {
        return source.instant(query, now, TIME).get(20, TimeUnit.SECONDS);
    }

    Measured range(MetricSource source, String query) throws Exception {
        return source.range(query, now.minusSeconds(120), now, Duration.ofSeconds(60), TIME)
                .get(20, TimeUnit.SECONDS);
    }

    /** What a source makes of this body. */
    Measured ask(String type, String body, Function<Endpoint, MetricSource> source) throws Exception {
        try (HostileServer server = HostileServer.saying("200 OK", type, body)) {
            return instant(source.apply(endpoint(server, null)), "q");
        }
    }

    static void is(Measured measured, double... values) {
        assertThat(measured)
                .isInstanceOfSatisfying(
                        Measured.Values.class,
                        found -> assertThat(found.points().stream()
                                        .mapToDouble(Point::value)
                                        .toArray())
                                .containsExactly(values));
    }

    static Measured.None none(Measured measured, Fault fault) {
        assertThat(measured).isInstanceOf(Measured.None.class);
        Measured.None none = (Measured.None) measured;
        assertThat(none.fault()).as(none.reason()).isEqualTo(fault);
        assertThat(none.reason()).isNotBlank();
        return none;
    }
}
