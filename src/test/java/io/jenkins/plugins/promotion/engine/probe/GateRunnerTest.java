package io.jenkins.plugins.promotion.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.health.BlockCheck;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GateCodec;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.HostileServer;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.TcpConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole gates against real servers, with timers and threads. */
class GateRunnerTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService work = Executors.newFixedThreadPool(2);
    private final Network network = new Network(new AddressPolicy(true, false, List.of(), List.of()));
    private final HttpExchanges http = new HttpExchanges(network);
    private final GateRunner.Means means = new GateRunner.Means(timer, work, Clock.systemUTC());
    private TcpConnections tcp;
    private NetworkProbes probes;

    @BeforeEach
    void start() throws Exception {
        tcp = new TcpConnections(network);
        probes = new NetworkProbes(http, tcp, id -> Optional.empty(), name -> Optional.empty(), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        timer.shutdownNow();
        work.shutdownNow();
        tcp.close();
        http.close();
        network.close();
    }

    /** Keeps what it is told, and lets a test wait for a state. */
    private static final class Listener implements GateHost {
        private final List<GateState> states = new CopyOnWriteArrayList<>();
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final CompletableFuture<GateResult> result = new CompletableFuture<>();
        private final AtomicBoolean busy = new AtomicBoolean();
        private final CountDownLatch soaking = new CountDownLatch(1);

        @Override
        public void changed(GateState state) {
            assertThat(busy.getAndSet(true)).as("one thread at a time").isFalse();
            states.add(state);
            if (state.isSoaking()) {
                soaking.countDown();
            }
            busy.set(false);
        }

        @Override
        public void tell(String sentence) {
            lines.add(sentence);
        }

        @Override
        public void ended(GateResult end) {
            assertThat(result.complete(end)).as("once").isTrue();
        }

        GateResult await() throws Exception {
            return result.get(2, TimeUnit.MINUTES);
        }

        GateState last() {
            return states.get(states.size() - 1);
        }
    }

    private static GatePlan plan(Duration timeout, int successes, int failures, Duration soak, Check... checks) {
        return new GatePlan(
                List.of(checks), Duration.ofMillis(100), timeout, successes, failures, Duration.ZERO, soak, 5, null);
    }

    @Test
    void aDeploymentThatComesUpPasses() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (HostileServer server = HostileServer.start((request, connection) -> {
            // The other check only connects, and asks nothing.
            boolean up = request.isEmpty() || asked.incrementAndGet() >= 4;
            connection.answer(up ? "200 OK" : "503 Starting", "text/plain", "x");
        })) {
            Listener listener = new Listener();
            Check port = TcpCheck.parse("localhost:" + server.port());
            GateRunner.begin(
                    plan(Duration.ofSeconds(50), 3, 0, Duration.ZERO, HttpCheck.of(server.url("/")), port),
                    probes,
                    listener,
                    means);
            GateResult result = listener.await();
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
            assertThat(result.checks().get(0).unwell()).isEqualTo(3);
            assertThat(listener.last().result()).isEqualTo(result);
            assertThat(listener.lines)
                    .anyMatch(line -> line.contains("is not well (unwanted status). The status is 503"))
                    .anyMatch(line -> line.contains("is well. The status is 200."));
            assertThat(listener.lines).as("not a line a probe").hasSize(3);
        }
    }

    @Test
    void aDeploymentThatStaysDownFails() throws Exception {
        try (HostileServer server = HostileServer.saying("500 Oh", "text/plain", "x")) {
            Listener listener = new Listener();
            GateRunner.begin(
                    plan(Duration.ofSeconds(50), 3, 4, Duration.ZERO, HttpCheck.of(server.url("/"))),
                    probes,
                    listener,
                    means);
            assertThat(listener.await().verdict()).isEqualTo(Verdict.FAIL);
            assertThat(listener.await().checks().get(0).reason())
                    .isEqualTo("Not well 4 times in a row. The status is 500 instead of 200-299.");
        }
    }

    @Test
    void goesOnInTheMiddleOfASoakAfterARestart() throws Exception {
        try (HostileServer server = HostileServer.saying("200 OK", "text/plain", "x")) {
            GatePlan plan = plan(Duration.ofSeconds(50), 2, 0, Duration.ofSeconds(8), HttpCheck.of(server.url("/")));
            Listener before = new Listener();
            GateRunner first = GateRunner.begin(plan, probes, before, means);
            assertThat(before.soaking.await(30, TimeUnit.SECONDS)).isTrue();
            first.stop();
            String kept = GateCodec.write(before.last());
            Listener after = new Listener();
            GateRunner.resume(
                    GateCodec.readPlan(GateCodec.write(plan)), GateCodec.readState(kept), probes, after, means);
            assertThat(after.await().verdict()).isEqualTo(Verdict.PASS);
            Instant soakSince = GateCodec.readState(kept).soakSince();
            assertThat(Duration.between(soakSince, after.await().at())).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
            assertThat(after.last().deadline()).isEqualTo(before.last().deadline());
            assertThat(after.last().checks().get(0).well())
                    .isGreaterThan(before.last().checks().get(0).well());
            assertThat(before.result)
                    .as("the one that was stopped says nothing")
                    .isNotDone();
        }
    }

    @Test
    void oneThatWasOverIsToldOnceMore() throws Exception {
        Listener listener = new Listener();
        GatePlan plan = plan(Duration.ofSeconds(50), 1, 0, Duration.ZERO, new BlockCheck("smoke"));
        Probes passing = (check, at, value) -> CompletableFuture.completedFuture(
                new Reading.Well("The block succeeded.", Duration.ZERO, 0, null, null));
        GateRunner.begin(plan, passing, listener, means);
        GateResult result = listener.await();
        Listener again = new Listener();
        GateRunner.resume(plan, listener.last(), passing, again, means);
        assertThat(again.await()).isEqualTo(result);
    }

    @Test
    void aProbeThatThrowsIsAnError() throws Exception {
        Listener listener = new Listener();
        Probes broken = (check, at, value) -> CompletableFuture.failedFuture(new IllegalStateException("hush-hush"));
        GateRunner.begin(
                plan(Duration.ofSeconds(50), 1, 0, Duration.ZERO, new BlockCheck("smoke")), broken, listener, means);
        assertThat(listener.await().verdict()).isEqualTo(Verdict.ERROR);
        assertThat(listener.await().toString())
                .contains("IllegalStateException")
                .doesNotContain("hush");
    }
}
