package io.jenkins.plugins.promotion.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.FreePorts;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself, which scrapes a service of this test. Needs its binary, such as from the Debian package. */
class RealPrometheusTest {
    private static final AtomicInteger ERRORS = new AtomicInteger(3);
    private static final Duration TIME = Duration.ofSeconds(5);

    @TempDir
    static Path directory;

    private static HostileServer service;
    private static Process server;
    private static Network network;
    private static HttpExchanges http;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        Path binary = Stream.of("/usr/bin/prometheus", "/usr/local/bin/prometheus", "/bin/prometheus")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (binary == null) {
            System.out.println("SKIPPED: there is no prometheus here, so nothing is proven against it (apt-get install"
                    + " prometheus)");
        }
        assumeTrue(binary != null, "prometheus is not installed");
        service = HostileServer.start((request, connection) -> connection.answer(
                "200 OK",
                "text/plain; version=0.0.4",
                "# TYPE shop_errors gauge\nshop_errors{path=\"/a\"} " + ERRORS + "\nshop_errors{path=\"/b\"} 4\n"
                        + "shop_odd NaN\nshop_endless +Inf\n"));
        int port = FreePorts.one();
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 3s
                scrape_configs:
                  - job_name: shop
                    static_configs:
                      - targets: ['127.0.0.1:%d']
                """.formatted(service.port()));
        server = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        network = new Network(new AddressPolicy(true, false, List.of(), List.of()));
        http = new HttpExchanges(network);
        prometheus = new Prometheus(
                new Endpoint(http, URI.create("http://127.0.0.1:" + port), null, Trust.SYSTEM, Clock.systemUTC()));
        awaitScrape();
    }

    /** Every answer of the service is one scrape: after the third, Prometheus has kept the first. */
    private static void awaitScrape() throws Exception {
        Instant until = Instant.now().plusSeconds(180);
        while (!(instant("count(shop_errors offset 1s)") instanceof Measured.Values)) {
            assertThat(server.isAlive())
                    .as(() -> read(directory.resolve("prometheus.log")))
                    .isTrue();
            assertThat(Instant.now())
                    .as("Prometheus scrapes within three minutes")
                    .isBefore(until);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.destroy();
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            http.close();
            network.close();
            service.close();
        }
    }

    private static Measured instant(String query) throws Exception {
        return prometheus.instant(query, Instant.now(), TIME).get(20, TimeUnit.SECONDS);
    }

    private static Fault fault(String query) throws Exception {
        Measured measured = instant(query);
        assertThat(measured).isInstanceOf(Measured.None.class);
        return ((Measured.None) measured).fault();
    }

    @Test
    void oneValue() throws Exception {
        assertThat(instant("sum(shop_errors)")).isInstanceOfSatisfying(Measured.Values.class, found -> {
            assertThat(found.last().value()).isEqualTo(7);
            assertThat(found.bytes()).isPositive();
        });
        assertThat(((Measured.Values) instant("scalar(sum(shop_errors)) * 2"))
                        .last()
                        .value())
                .isEqualTo(14);
    }

    @Test
    void whatIsNoValue() throws Exception {
        assertThat(fault("shop_errors")).isEqualTo(Fault.SEVERAL_SERIES);
        assertThat(fault("shop_nothing")).isEqualTo(Fault.NO_DATA);
        assertThat(fault("shop_odd")).isEqualTo(Fault.NOT_A_NUMBER);
        assertThat(fault("shop_endless")).isEqualTo(Fault.NOT_A_NUMBER);
        assertThat(fault("0 / 0")).isEqualTo(Fault.NOT_A_NUMBER);
    }

    @Test
    void aQueryThatIsWrongIsExplainedInItsOwnWords() throws Exception {
        assertThat(instant("sum(shop_errors")).isInstanceOfSatisfying(Measured.None.class, none -> {
            assertThat(none.fault()).isEqualTo(Fault.SOURCE);
            assertThat(none.reason()).contains("status 400").contains("unclosed left parenthesis");
        });
    }

    @Test
    void aRange() throws Exception {
        Instant now = Instant.now();
        Measured measured = prometheus
                .range("sum(shop_errors)", now.minusSeconds(60), now, Duration.ofSeconds(1), TIME)
                .get(20, TimeUnit.SECONDS);
        assertThat(measured)
                .isInstanceOfSatisfying(
                        Measured.Values.class,
                        found -> assertThat(found.points())
                                .isNotEmpty()
                                .allMatch(point -> point.value() == 7)
                                .isSortedAccordingTo(java.util.Comparator.comparing(Point::at)));
    }
}
