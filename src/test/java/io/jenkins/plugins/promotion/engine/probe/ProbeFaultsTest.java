package io.jenkins.plugins.promotion.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.Credential;
import io.jenkins.plugins.promotion.engine.net.Fault;
import io.jenkins.plugins.promotion.engine.net.HostileAnswers;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.HostileServers;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.net.Limits;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.TcpConnections;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers and networks can do to a probe: each is a reading with a name, within the time and the bytes. */
class ProbeFaultsTest {
    /** For probes whose time is to be up. */
    private static final Duration SHORT = Duration.ofSeconds(2);
    /** For those that are to find something else, however busy the machine is. */
    private static final Duration TIME = Duration.ofSeconds(30);
    /** What a busy machine may need to notice that the time is up. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(30);

    private static final FaultTable TABLE = new FaultTable(ProbeFaultsTest.class);
    private static final Network NETWORK =
            new Network(HostileServers::lookUp, new AddressPolicy(true, false, List.of(), List.of()));
    private static final HttpExchanges HTTP = new HttpExchanges(NETWORK);
    private static TcpConnections tcp;

    @TempDir
    static Path directory;

    private static HostileServers.Tls tls;
    private static Trust trust;

    @BeforeAll
    static void start() throws Exception {
        tcp = new TcpConnections(NETWORK);
        tls = new HostileServers.Tls(directory);
        trust = tls.trust();
    }

    @AfterAll
    static void stop() throws Exception {
        TABLE.write();
        tcp.close();
        HTTP.close();
        NETWORK.close();
    }

    private static HttpCheck page(String url) {
        return new HttpCheck(null, url, null, null, null, null, null, null, null, null, trust, null, TIME);
    }

    private static HttpCheck json(String url) {
        return json(url, TIME);
    }

    private static HttpCheck json(String url, Duration time) {
        return new HttpCheck(
                null, url, null, null, null, new JsonQuery("$.status"), "UP", null, null, null, trust, null, time);
    }

    private static HttpCheck body(String url) {
        return new HttpCheck(null, url, null, null, "well", null, null, null, null, null, trust, null, TIME);
    }

    private static Reading look(Check check, Credential credential) throws Exception {
        NetworkProbes probes = new NetworkProbes(
                HTTP, tcp, id -> Optional.ofNullable(credential), name -> Optional.empty(), Clock.systemUTC());
        return probes.look(check, null, null).get(2, TimeUnit.MINUTES);
    }

    /** One row of the table. */
    private static Reading fault(String fault, Check check, Fault expected) throws Exception {
        Reading reading = look(check, null);
        Fault found = reading instanceof Reading.Unwell unwell
                ? unwell.fault()
                : reading instanceof Reading.Failed failed ? failed.fault() : null;
        assertThat(found).as(fault + ": " + reading).isEqualTo(expected);
        assertThat(reading.latency()).as(fault).isLessThan(check.time().plus(TO_NOTICE));
        assertThat(reading.bytes()).as(fault).isLessThan(Limits.SMALL_BODY * 2L);
        TABLE.add(check instanceof TcpCheck ? "tcp" : "http", fault, reading);
        return reading;
    }

    private static void fault(String fault, HostileServer.Behaviour behaviour, Fault expected) throws Exception {
        try (HostileServer server = HostileServer.start(behaviour)) {
            fault(fault, json(server.url("/healthz"), expected == Fault.TIMEOUT ? SHORT : TIME), expected);
        }
    }

    @Test
    void wellIsWell() throws Exception {
        try (HostileServer server = HostileServer.saying("200 OK", "application/json", "{\"status\":\"UP\"}")) {
            TABLE.add("http", "none", look(json(server.url("/healthz")), null));
            assertThat(look(json(server.url("/healthz")), null)).isInstanceOf(Reading.Well.class);
            assertThat(look(TcpCheck.parse("localhost:" + server.port()), null)).isInstanceOf(Reading.Well.class);
        }
        try (HostileServer server = tls.good(
                (request, connection) -> connection.answer("200 OK", "application/json", "{\"status\":\"UP\"}"))) {
            assertThat(look(json(server.url("/healthz")), null)).isInstanceOf(Reading.Well.class);
        }
        try (HostileServer server = HostileServer.start(
                (request, connection) -> connection.say("HTTP/1.0 200 OK\r\n\r\n{\"status\":\"UP\"}"))) {
            assertThat(look(json(server.url("/healthz")), null))
                    .as("a body that ends with its connection")
                    .isInstanceOf(Reading.Well.class);
        }
    }

    @Test
    void connections() throws Exception {
        int free = HostileServers.closedPort();
        fault("connection refused", page("http://localhost:" + free + "/"), Fault.REFUSED);
        fault("connection refused", TcpCheck.parse("localhost:" + free), Fault.REFUSED);
        fault("no such name", page("http://shop.invalid/"), Fault.NO_DNS);
        fault("no such name", TcpCheck.parse("db.invalid:5432"), Fault.NO_DNS);
        fault("connection reset", (request, connection) -> connection.reset(), Fault.RESET);
        fault("closed without an answer", (request, connection) -> {}, Fault.RESET);
        fault(
                "closed in the middle of the head",
                (request, connection) -> connection.say("HTTP/1.1 200 OK\r\nContent-"),
                Fault.NO_HTTP);
        fault(
                "closed in the middle of a chunk",
                (request, connection) ->
                        connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"st"),
                Fault.RESET);
        fault(
                "closed in the middle of the body",
                (request, connection) -> connection.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"st"),
                Fault.RESET);
        fault("not HTTP", (request, connection) -> connection.say("SSH-2.0-OpenSSH_9.2\r\n"), Fault.NO_HTTP);
    }

    @Test
    void aPortThatNeverTakesTheConnection() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 200);
                } catch (java.net.SocketTimeoutException e) {
                    break;
                }
            }
            TcpCheck check = new TcpCheck(null, "127.0.0.1", full.getLocalPort(), Duration.ofMillis(500));
            fault("connection hangs", check, Fault.TIMEOUT);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void certificates() throws Exception {
        HostileServer.Behaviour ok = (request, connection) -> connection.answer("200 OK", "text/plain", "ok");
        try (HostileServer expired = tls.expired(ok);
                HostileServer other = tls.otherHost(ok);
                HostileServer self = tls.selfSigned(ok);
                HostileServer good = tls.good(ok);
                HostileServer plain = HostileServer.startUnasked((request, connection) ->
                        connection.answer("400 Bad Request", "text/plain", "This is no TLS."))) {
            fault("TLS: expired", page(expired.url("/")), Fault.TLS_EXPIRED);
            fault("TLS: another host", page(other.url("/")), Fault.TLS_WRONG_HOST);
            fault("TLS: self-signed", page(self.url("/")), Fault.TLS_UNTRUSTED);
            HttpCheck untrusting = HttpCheck.of(good.url("/"));
            fault("TLS: an authority that only others trust", untrusting, Fault.TLS_UNTRUSTED);
            try (HostileServer silent = tls.good((request, connection) -> {})) {
                fault("TLS: closed without an answer", page(silent.url("/")), Fault.RESET);
            }
            fault("TLS: the server speaks plain HTTP", page(plain.url("/").replace("http:", "https:")), Fault.TLS);
        }
    }

    @Test
    void slowness() throws Exception {
        fault("hangs before the head", (request, connection) -> connection.untilHungUp(), Fault.TIMEOUT);
        fault("one byte a second", HostileAnswers.slowly(), Fault.TIMEOUT);
        fault(
                "one byte of the head a second",
                (request, connection) -> {
                    for (char c : "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".toCharArray()) {
                        connection.say(String.valueOf(c));
                        TimeUnit.SECONDS.sleep(1);
                    }
                },
                Fault.TIMEOUT);
        try (HostileServer server = HostileServer.start((request, connection) -> {
            TimeUnit.MILLISECONDS.sleep(150);
            connection.answer("200 OK", "text/plain", "ok");
        })) {
            HttpCheck quick = new HttpCheck(
                    null,
                    server.url("/"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    Duration.ofMillis(100),
                    null,
                    null,
                    null,
                    null,
                    TIME);
            fault("slower than maxLatency", quick, Fault.LATENCY);
        }
    }

    @Test
    void sizes() throws Exception {
        fault("body without end", HostileAnswers.bodyWithoutEnd(), Fault.LARGE_BODY);
        fault(
                "chunks without end",
                (request, connection) -> {
                    connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        connection.say("2710\r\n" + "1".repeat(10_000) + "\r\n");
                    }
                },
                Fault.LARGE_BODY);
        fault("header of 1 GB", HostileAnswers.largeHeader(), Fault.LARGE_HEAD);
        fault(
                "headers without end",
                (request, connection) -> {
                    connection.say("HTTP/1.1 200 OK\r\n");
                    for (int i = 0; true; i++) {
                        connection.say("X-" + i + ": x\r\n");
                    }
                },
                Fault.LARGE_HEAD);
        fault(
                "interim answers without end",
                (request, connection) -> {
                    while (true) {
                        connection.say("HTTP/1.1 103 Early Hints\r\n\r\n");
                    }
                },
                Fault.LARGE_HEAD);
        fault("gzip bomb (500 MB)", HostileAnswers.bomb(), Fault.LARGE_WHEN_DECOMPRESSED);
        fault(
                "gzip that is none",
                (request, connection) ->
                        connection.say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
                Fault.BAD_COMPRESSION);
    }

    @Test
    void redirects() throws Exception {
        fault(
                "redirect loop",
                (request, connection) -> {
                    String target = request.startsWith("GET /a ") ? "/b" : "/a";
                    connection.say("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
                },
                Fault.REDIRECT_LOOP);
        fault(
                "redirects without end",
                (request, connection) -> {
                    String target = request.split(" ")[1] + "x";
                    connection.say("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
                },
                Fault.TOO_MANY_REDIRECTS);
        redirect("redirect to a metadata address", "http://169.254.169.254/latest/meta-data/", Fault.DENIED);
        redirect("redirect to a metadata address as a number", "http://2852039166/", Fault.DENIED);
        redirect("redirect to a metadata address inside an IPv6 one", "http://[::ffff:a9fe:a9fe]/", Fault.DENIED);
        redirect("redirect to a name of a metadata address", "http://metadata.example/", Fault.DENIED);
        redirect("redirect to a private network", "http://10.0.0.1/", Fault.DENIED);
        redirect("redirect to a file", "file:///etc/passwd", Fault.BAD_REDIRECT);
        redirect("redirect with user and password", "http://me:pw@localhost/", Fault.BAD_REDIRECT);
        try (HostileServer server = tls.good(HostileAnswers.redirectTo("http://localhost/"))) {
            fault("redirect from HTTPS to HTTP", page(server.url("/")), Fault.BAD_REDIRECT);
        }
    }

    private static void redirect(String fault, String target, Fault expected) throws Exception {
        fault(fault, HostileAnswers.redirectTo(target), expected);
    }

    @Test
    void addresses() throws Exception {
        fault("a metadata address", page("http://169.254.169.254/latest/meta-data/"), Fault.DENIED);
        fault("a name of a metadata address", page("http://metadata.example/"), Fault.DENIED);
        fault("a name of a metadata address", TcpCheck.parse("metadata.example:80"), Fault.DENIED);
    }

    @Test
    void answers() throws Exception {
        fault("status 500", (request, connection) -> connection.answer("500 Oh", "text/plain", "down"), Fault.STATUS);
        fault(
                "wrong content type",
                (request, connection) -> connection.answer("200 OK", "text/html", "<html>Sign in</html>"),
                Fault.CONTENT_TYPE);
        fault(
                "invalid JSON",
                (request, connection) -> connection.answer("200 OK", "application/json", "{\"status\":\"UP\""),
                Fault.BAD_ANSWER);
        fault(
                "JSON nested 100,000 times",
                (request, connection) -> connection.answer("200 OK", "application/json", "[".repeat(100_000)),
                Fault.BAD_ANSWER);
        fault(
                "other JSON value",
                (request, connection) -> connection.answer("200 OK", "application/json", "{\"status\":\"DOWN\"}"),
                Fault.JSON_VALUE);
        fault(
                "nothing at the JSON path",
                (request, connection) -> connection.answer("200 OK", "application/json", "{\"other\":1}"),
                Fault.JSON_VALUE);
        try (HostileServer server = HostileServer.saying("200 OK", "text/plain", "no text of that kind")) {
            fault("text missing", body(server.url("/")), Fault.BODY);
        }
    }

    @Test
    void aSecretThatComesBackIsNotTold() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> {
            String secret = request.replaceAll("(?s).*Authorization: Bearer (\\S+).*", "$1");
            connection.answer("200 OK", "application/json", "{\"status\":\"" + secret + "\"}");
        })) {
            HttpCheck check = new HttpCheck(
                    null,
                    server.url("/"),
                    null,
                    null,
                    null,
                    new JsonQuery("$.status"),
                    "UP",
                    null,
                    Map.of(),
                    "shop-token",
                    trust,
                    null,
                    TIME);
            Reading reading = look(check, Credential.bearer("hush-hush"));
            assertThat(server.requests().get(0)).contains("hush-hush");
            assertThat(reading.toString()).doesNotContain("hush").contains("'****'");
            assertThat(look(check, null)).isInstanceOfSatisfying(Reading.Failed.class, failed -> {
                assertThat(failed.fault()).isEqualTo(Fault.SETUP);
                assertThat(failed.reason()).contains("'shop-token'");
            });
        }
    }
}
