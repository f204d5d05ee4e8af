package io.jenkins.plugins.promotion.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpExchangesTest {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(30), 10_000, 3);

    private final Network network = new Network(new AddressPolicy(true, true, List.of(), List.of()));
    private final HttpExchanges http = new HttpExchanges(network);

    @AfterEach
    void close() throws Exception {
        http.close();
        network.close();
    }

    private Exchange send(Call call) throws Exception {
        return http.send(call).get(60, TimeUnit.SECONDS);
    }

    private Exchange.Answered answered(Call call) throws Exception {
        Exchange exchange = send(call);
        assertThat(exchange).isInstanceOf(Exchange.Answered.class);
        return (Exchange.Answered) exchange;
    }

    private static Call get(String url) {
        return Call.get(URI.create(url), LIMITS);
    }

    @Test
    void sendsWhatItWasToldAndReadsTheAnswer() throws Exception {
        try (HostileServer server = HostileServer.saying("200 OK", "text/plain; charset=ISO-8859-1", "ok")) {
            Exchange.Answered answer = answered(get(server.url("/a%2Fb?x=1%2B2#fragment"))
                    .with("X-Probe", "7")
                    .with(Credential.bearer("hush-hush"), Trust.SYSTEM)
                    .post("text/plain", "grüß"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.mediaType()).isEqualTo("text/plain");
            assertThat(answer.text()).isEqualTo("ok");
            assertThat(answer.bytes()).isBetween(50L, 120L);
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /a%2Fb?x=1%2B2 HTTP/1.1\r\n")
                    .contains("X-Probe: 7", "Authorization: Bearer hush-hush", "Host: localhost:" + server.port())
                    .endsWith("\r\n\r\ngrüß");
        }
    }

    @Test
    void everyExchangeHasAConnectionAndALookUpOfItsOwn() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Names names = host -> {
            lookups.incrementAndGet();
            assertThat(Thread.currentThread().getName()).startsWith("promotion-names");
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        AtomicInteger connections = new AtomicInteger();
        try (HostileServer server = HostileServer.start((request, connection) -> {
                    connections.incrementAndGet();
                    connection.answer("200 OK", "text/plain", "ok");
                });
                Network own = new Network(names, new AddressPolicy(true, true, List.of(), List.of()));
                HttpExchanges exchanges = new HttpExchanges(own)) {
            for (int i = 0; i < 3; i++) {
                assertThat(exchanges
                                .send(get("http://shop.example:" + server.port() + "/"))
                                .get(60, TimeUnit.SECONDS))
                        .isInstanceOf(Exchange.Answered.class);
            }
            assertThat(lookups).hasValue(3);
            assertThat(connections).hasValue(3);
        }
    }

    @Test
    void theSecretDoesNotFollowToAnotherOrigin() throws Exception {
        try (HostileServer other = HostileServer.saying("200 OK", "text/plain", "ok");
                HostileServer server = HostileServer.start((request, connection) -> {
                    String target = request.startsWith("GET /first") ? "/second" : other.url("/third");
                    connection.say("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n");
                })) {
            answered(get(server.url("/first")).with(Credential.bearer("hush-hush"), Trust.SYSTEM));
            assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("hush-hush"));
            assertThat(other.requests()).singleElement().asString().doesNotContain("hush-hush");
        }
    }

    @Test
    void aPostIsAnsweredByAGetAfter303AndRepeatedAfter307() throws Exception {
        for (int status : new int[] {303, 307}) {
            try (HostileServer server = HostileServer.start((request, connection) -> {
                if (request.contains(" /first ")) {
                    connection.say("HTTP/1.1 " + status + " See\r\nLocation: second\r\nContent-Length: 0\r\n\r\n");
                } else {
                    connection.answer("200 OK", "text/plain", "ok");
                }
            })) {
                answered(get(server.url("/first")).post("text/plain", "body"));
                assertThat(server.requests().get(1))
                        .startsWith(status == 303 ? "GET /second " : "POST /second ")
                        .matches(text -> text.endsWith("body") == (status == 307));
            }
        }
    }

    @Test
    void redirectsThatAreNotFollowedAreAnswers() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) ->
                connection.say("HTTP/1.1 302 Found\r\nLocation: /second\r\nContent-Length: 0\r\n\r\n"))) {
            Limits none = new Limits(Duration.ofSeconds(5), 100, 0);
            assertThat(answered(Call.get(URI.create(server.url("/")), none)).status())
                    .isEqualTo(302);
        }
    }

    @Test
    void anotherAddressOnTheSecondLookUpGainsNothing() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Names rebinding = host -> new InetAddress[] {
            lookups.getAndIncrement() == 0 ? InetAddress.getLoopbackAddress() : InetAddress.getByName("169.254.169.254")
        };
        try (HostileServer server = HostileServer.saying("200 OK", "text/plain", "ok");
                Network own = new Network(rebinding, new AddressPolicy(true, true, List.of(), List.of()));
                HttpExchanges exchanges = new HttpExchanges(own)) {
            Call call = get("http://shop.example:" + server.port() + "/");
            assertThat(exchanges.send(call).get(60, TimeUnit.SECONDS)).isInstanceOf(Exchange.Answered.class);
            assertThat(lookups)
                    .as("the address that was checked is the one that was connected to")
                    .hasValue(1);
            assertThat(exchanges.send(call).get(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(Exchange.Broken.class, broken -> {
                        assertThat(broken.fault()).isEqualTo(Fault.DENIED);
                        assertThat(broken.reason()).startsWith("shop.example is at 169.254.169.254");
                    });
        }
    }

    @Test
    void aNameServerThatHangsIsBoundedToo() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        Names hanging = host -> {
            never.join();
            return new InetAddress[0];
        };
        try (Network own = new Network(hanging, new AddressPolicy(true, true, List.of(), List.of()));
                HttpExchanges exchanges = new HttpExchanges(own)) {
            Exchange exchange = exchanges
                    .send(Call.get(URI.create("http://shop.example/"), new Limits(Duration.ofMillis(300), 100, 0)))
                    .get(60, TimeUnit.SECONDS);
            assertThat(exchange).isInstanceOfSatisfying(Exchange.Broken.class, broken -> {
                assertThat(broken.fault()).isEqualTo(Fault.TIMEOUT);
                assertThat(broken.reason()).contains("looking the name up");
            });
        } finally {
            never.complete(null);
        }
    }

    @Test
    void connectionsAreGivenUpWhenTheTimeIsUp() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> connection.untilHungUp())) {
            Exchange exchange = send(Call.get(URI.create(server.url("/")), new Limits(Duration.ofMillis(300), 100, 0)));
            assertThat(((Exchange.Broken) exchange).reason())
                    .contains("within 300 ms: still connecting or waiting for the answer");
            assertThat(server.isHungUpSoon())
                    .as("the server sees the end of the connection")
                    .isTrue();
        }
    }

    @Test
    void connectionsAreGivenUpAtWhateverMomentTheTimeIsUp() throws Exception {
        Semaphore begun = new Semaphore(0);
        Semaphore ended = new Semaphore(0);
        try (HostileServer server = HostileServer.start((request, connection) -> {
            begun.release();
            try {
                connection.untilHungUp();
            } finally {
                ended.release();
            }
        })) {
            for (int i = 0; i < 300; i++) {
                Duration time = Duration.ofMillis(10 + i % 20);
                assertThat(send(Call.get(URI.create(server.url("/")), new Limits(time, 100, 0))))
                        .isInstanceOf(Exchange.Broken.class);
            }
            assertThat(ended.tryAcquire(begun.availablePermits(), 60, TimeUnit.SECONDS))
                    .as("the server sees the end of every connection")
                    .isTrue();
        }
    }

    @Test
    void aBodyThatNobodyReadsIsCut() throws Exception {
        try (HostileServer server = HostileServer.start((request, connection) -> {
            connection.say("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
            while (true) {
                connection.say("x".repeat(10_000));
            }
        })) {
            Call call = new Call("GET", URI.create(server.url("/")), Map.of(), null, null, Trust.SYSTEM, LIMITS, false);
            assertThat(answered(call).status()).isEqualTo(200);
            assertThat(server.isHungUpSoon()).isTrue();
        }
    }

    @Test
    void secretsAreHiddenEverywhere() {
        Credential basic = Credential.basic("ada", "hush-hush/2");
        assertThat(basic).hasToString("Credential[****]");
        assertThat(basic.redact("hush-hush/2 hush-hush%2F2 YWRhOmh1c2gtaHVzaC8y"))
                .isEqualTo("**** **** ****");
        assertThat(get("http://shop/").with(basic, Trust.SYSTEM).toString()).doesNotContain("hush", "YWRh");
    }

    @Test
    void retryAfterIsReadAndBounded() {
        var now = java.time.Instant.parse("2026-03-02T10:00:00Z");
        assertThat(RetryAfter.at("120", now)).contains(now.plusSeconds(120));
        assertThat(RetryAfter.at("Mon, 02 Mar 2026 10:05:00 GMT", now)).contains(now.plusSeconds(300));
        assertThat(RetryAfter.at("Mon, 02 Mar 2026 09:05:00 GMT", now)).contains(now);
        assertThat(RetryAfter.at("999999999999999999", now)).contains(now.plus(RetryAfter.LONGEST));
        assertThat(RetryAfter.at("-1", now)).isEmpty();
        assertThat(RetryAfter.at("soon", now)).isEmpty();
    }
}
