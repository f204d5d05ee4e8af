package io.jenkins.plugins.promotion.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.Threshold;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.metrics.Prometheus;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HostileAnswers;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.HostileServers;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a metric check makes of what a source says: a source that fails is an error, and no service that is unwell. */
class MetricFaultsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-03-02T09:00:00Z");
    /** For questions whose time is to be up. */
    private static final Duration SHORT = Duration.ofSeconds(2);
    /** For those that are to find something else, however busy the machine is. */
    private static final Duration TIME = Duration.ofSeconds(30);
    /** What a busy machine may need to notice that the time is up. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(30);

    private static final FaultTable TABLE = new FaultTable(MetricFaultsTest.class);
    private static final Network NETWORK =
            new Network(HostileServers::lookUp, new AddressPolicy(true, false, List.of(), List.of()));
    private static final HttpExchanges HTTP = new HttpExchanges(NETWORK);
    private static HostileServers.Tls tls;
    private static Trust trust;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        tls = new HostileServers.Tls(directory);
        trust = tls.trust();
    }

    @AfterAll
    static void stop() throws Exception {
        TABLE.write();
        HTTP.close();
        NETWORK.close();
    }

    private static Reading look(String url, Threshold threshold, Double baseline) throws Exception {
        return look(url, threshold, baseline, TIME);
    }

    private static Reading look(String url, Threshold threshold, Double baseline, Duration time) throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        MetricSource source = new Prometheus(new Endpoint(HTTP, URI.create(url), null, trust, clock));
        NetworkProbes probes = new NetworkProbes(
                HTTP,
                null,
                id -> Optional.empty(),
                name -> Optional.of(source).filter(one -> name.equals("prom")),
                clock);
        return probes.look(new MetricCheck(null, "prom", "q", threshold, time), BEFORE, baseline)
                .get(2, TimeUnit.MINUTES);
    }

    private static String vector(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}";
    }

    private static String value(String value) {
        return vector("[{\"value\":[1,\"" + value + "\"]}]");
    }

    private static Reading row(String fault, HostileServer.Behaviour behaviour, Fault expected) throws Exception {
        try (HostileServer server = HostileServer.start(behaviour)) {
            return row(fault, server.url(""), expected);
        }
    }

    private static Reading row(String fault, String url, Fault expected) throws Exception {
        Duration time = expected == Fault.TIMEOUT ? SHORT : TIME;
        Reading reading = look(url, Threshold.parse(null, "0.01", null, null), null, time);
        Fault found = reading instanceof Reading.Unwell unwell
                ? unwell.fault()
                : reading instanceof Reading.Failed failed ? failed.fault() : null;
        assertThat(found).as(fault + ": " + reading).isEqualTo(expected);
        assertThat(reading.latency()).isLessThan(time.plus(TO_NOTICE));
        assertThat(reading instanceof Reading.Failed).isEqualTo(expected != null && expected != Fault.THRESHOLD);
        TABLE.add("metric", fault, reading);
        return reading;
    }

    private static Reading saying(String fault, String body, Fault expected) throws Exception {
        return row(fault, (request, connection) -> connection.answer("200 OK", "application/json", body), expected);
    }

    @Test
    void values() throws Exception {
        saying("none", value("0.001"), null);
        saying("beyond the threshold", value("0.5"), Fault.THRESHOLD);
        saying("NaN", value("NaN"), Fault.NOT_A_NUMBER);
        saying("+Inf", value("+Inf"), Fault.NOT_A_NUMBER);
        saying("empty vector", vector("[]"), Fault.NO_DATA);
        saying("several series", vector("[{\"value\":[1,\"1\"]},{\"value\":[1,\"2\"]}]"), Fault.SEVERAL_SERIES);
        saying("invalid JSON", "{\"status\":", Fault.BAD_ANSWER);
        saying("another JSON", "[1,2]", Fault.SOURCE);
        saying("text for a number", value("one"), Fault.BAD_ANSWER);
    }

    @Test
    void sources() throws Exception {
        row(
                "wrong content type",
                (request, connection) -> connection.answer("200 OK", "text/html", "<html>"),
                Fault.CONTENT_TYPE);
        row("status 500", (request, connection) -> connection.answer("500 Oh", "text/plain", "x"), Fault.SOURCE);
        row("status 401", (request, connection) -> connection.answer("401 No", "text/plain", "x"), Fault.UNAUTHORIZED);
        Reading limited = row(
                "429 with Retry-After",
                (request, connection) ->
                        connection.say("HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"),
                Fault.RATE_LIMITED);
        assertThat(((Reading.Failed) limited).retryAt()).isEqualTo(NOW.plusSeconds(120));
        row("hangs before the head", (request, connection) -> connection.untilHungUp(), Fault.TIMEOUT);
        row("connection reset", (request, connection) -> connection.reset(), Fault.RESET);
        row("body without end", HostileAnswers.bodyWithoutEnd(), Fault.LARGE_BODY);
        int free = HostileServers.closedPort();
        row("connection refused", "http://localhost:" + free, Fault.REFUSED);
    }

    /** The way to a source is that of a page, with the same bounds; what goes wrong on it is an error here. */
    @Test
    void theWayToASource() throws Exception {
        row("no such name", "http://monitor.invalid", Fault.NO_DNS);
        row("a metadata address", "http://169.254.169.254", Fault.DENIED);
        row("a name of a metadata address", "http://metadata.example", Fault.DENIED);
        HostileServer.Behaviour well =
                (request, connection) -> connection.answer("200 OK", "application/json", value("0.001"));
        try (HostileServer expired = tls.expired(well);
                HostileServer other = tls.otherHost(well);
                HostileServer self = tls.selfSigned(well);
                HostileServer good = tls.good(well)) {
            row("TLS: expired", expired.url(""), Fault.TLS_EXPIRED);
            row("TLS: another host", other.url(""), Fault.TLS_WRONG_HOST);
            row("TLS: self-signed", self.url(""), Fault.TLS_UNTRUSTED);
            assertThat(look(good.url(""), Threshold.parse(null, "0.01", null, null), null))
                    .isInstanceOf(Reading.Well.class);
        }
        row("redirect to a metadata address", HostileAnswers.redirectTo("http://169.254.169.254/"), Fault.DENIED);
        row(
                "redirect to a name of a metadata address",
                HostileAnswers.redirectTo("http://metadata.example/"),
                Fault.DENIED);
        row(
                "redirect loop",
                (request, connection) -> connection.say("HTTP/1.1 307 Away\r\nLocation: "
                        + (request.contains(" /a ") ? "/b" : "/a") + "\r\nContent-Length: 0\r\n\r\n"),
                Fault.REDIRECT_LOOP);
        row("one byte a second", HostileAnswers.slowly(), Fault.TIMEOUT);
        row("header of 1 GB", HostileAnswers.largeHeader(), Fault.LARGE_HEAD);
        row("gzip bomb (500 MB)", HostileAnswers.bomb(), Fault.LARGE_WHEN_DECOMPRESSED);
    }

    @Test
    void theValueFromBeforeIsAskedForOnce() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> {
            String value = request.contains("time=" + BEFORE.getEpochSecond()) ? "100" : "112";
            connection.answer("200 OK", "application/json", value(value));
        })) {
            Reading first = look(server.url(""), Threshold.parse(null, null, null, "10%"), null);
            assertThat(first).isInstanceOfSatisfying(Reading.Unwell.class, unwell -> {
                assertThat(unwell.baseline()).isEqualTo(100);
                assertThat(unwell.value()).isEqualTo(112);
                assertThat(unwell.reason()).isEqualTo("The value 112 exceeds the 100 from before by more than 10%.");
            });
            assertThat(server.requests()).hasSize(2);
            assertThat(look(server.url(""), Threshold.parse(null, null, null, "12%"), 100.0))
                    .isInstanceOf(Reading.Well.class);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void withoutAValueFromBeforeNothingIsKnown() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> connection.answer(
                "200 OK",
                "application/json",
                request.contains("time=" + BEFORE.getEpochSecond()) ? vector("[]") : value("1")))) {
            Reading reading = look(server.url(""), Threshold.parse(null, null, null, "10%"), null);
            assertThat(reading).isInstanceOfSatisfying(Reading.Failed.class, failed -> {
                assertThat(failed.fault()).isEqualTo(Fault.NO_BASELINE);
                assertThat(failed.reason()).contains("2026-03-02T09:00:00Z");
            });
            TABLE.add("metric", "no value from before", reading);
        }
    }

    @Test
    void aSourceThatNobodyHasConfiguredIsNamed() throws Exception {
        NetworkProbes probes =
                new NetworkProbes(HTTP, null, id -> Optional.empty(), name -> Optional.empty(), Clock.systemUTC());
        Reading reading = probes.look(
                        new MetricCheck(null, "prom", "q", Threshold.parse("1", null, null, null), TIME), NOW, null)
                .get(20, TimeUnit.SECONDS);
        assertThat(reading.reason()).isEqualTo("There is no metric source 'prom'.");
    }
}
