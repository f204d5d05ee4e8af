package io.jenkins.plugins.promotion.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import io.jenkins.plugins.promotion.engine.net.HttpExchanges;
import io.jenkins.plugins.promotion.engine.net.Network;
import io.jenkins.plugins.promotion.engine.net.TcpConnections;
import io.jenkins.plugins.promotion.engine.probe.GateHost;
import io.jenkins.plugins.promotion.engine.probe.GateRunner;
import io.jenkins.plugins.promotion.engine.probe.NetworkProbes;
import io.jenkins.plugins.promotion.engine.probe.Probes;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many gates at once, all begun at the same moment as after a restart or with {@code -Dspread=true} not, a part of them at a server that takes connections
 * and never answers. Does not run with the tests:
 * {@code mvn -f src/engine/pom.xml test -Dtest=GateLoad -Dgates=1000 -Dseconds=120}.
 */
class GateLoad {
    private static final int GATES = Integer.getInteger("gates", 1000);
    private static final int SECONDS = Integer.getInteger("seconds", 120);
    private static final int HANGING_PERCENT = Integer.getInteger("hanging", 10);
    /** Whether the gates begin one after the other, over an interval. */
    private static final boolean SPREAD = Boolean.getBoolean("spread");
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ConcurrentLinkedQueue<Long> lateness = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> latency = new ConcurrentLinkedQueue<>();
    private final AtomicInteger well = new AtomicInteger();
    private final AtomicInteger unwell = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();

    @Test
    void gates() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("gate-timer"));
        ExecutorService work = Executors.newFixedThreadPool(4, named("gate-work"));
        ExecutorService serving = Executors.newFixedThreadPool(4, named("server"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(serving);
        server.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"UP\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (ServerSocket hanging = new ServerSocket(0, 10_000, InetAddress.getLoopbackAddress());
                Network network = new Network(new AddressPolicy(true, false, List.of(), List.of()));
                HttpExchanges http = new HttpExchanges(network);
                TcpConnections tcp = new TcpConnections(network)) {
            GateRunner.Means means = new GateRunner.Means(timer, work, Clock.systemUTC());
            NetworkProbes probes = new NetworkProbes(
                    http, tcp, id -> Optional.empty(), name -> Optional.empty(), Clock.systemUTC());
            long heapBefore = heap();
            int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
            ManagementFactory.getThreadMXBean().resetPeakThreadCount();
            List<GateRunner> gates = new ArrayList<>();
            for (int i = 0; i < GATES; i++) {
                boolean hangs = i % 100 < HANGING_PERCENT;
                String url = "http://localhost:" + (hangs ? hanging.getLocalPort() : server.getAddress().getPort()) + "/" + i;
                gates.add(begin(HttpCheck.of(url), probes, means));
                if (SPREAD) {
                    TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos() / GATES);
                }
            }
            TimeUnit.SECONDS.sleep(SECONDS);
            int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
            long heapAfter = heap();
            System.out.printf(
                    "MEASURED %d gates every %d s for %d s, begun "
                            + (SPREAD ? "one after the other" : "all at once") + ", %d %% at a server that hangs: %d probes, %d well, %d unwell,"
                            + " %d errors%n",
                    GATES, INTERVAL.toSeconds(), SECONDS, HANGING_PERCENT, lateness.size(), well.get(), unwell.get(),
                    errors.get());
            System.out.printf(
                    "MEASURED threads: %d at most, %d before; of gates and network: %s%n",
                    threads, threadsBefore, threadsByName());
            System.out.printf(
                    "MEASURED heap in use after collection: %.1f MB more, %.1f kB a gate%n",
                    (heapAfter - heapBefore) / 1e6, (heapAfter - heapBefore) / 1e3 / GATES);
            System.out.printf("MEASURED lateness of probes in ms: %s%n", percentiles(lateness));
            System.out.printf("MEASURED latency of answers in ms: %s%n", percentiles(latency));
            gates.forEach(GateRunner::stop);
            assertThat(errors).hasValue(0);
        } finally {
            server.stop(0);
            timer.shutdownNow();
            work.shutdownNow();
            serving.shutdownNow();
        }
    }

    /** A gate that goes on for longer than is measured. */
    private GateRunner begin(Check check, Probes probes, GateRunner.Means means) {
        GatePlan plan = new GatePlan(
                List.of(check), INTERVAL, Duration.ofDays(1), 3, 0, Duration.ZERO, Duration.ofDays(1), 0, null);
        long[] due = {0};
        Probes measured = (what, at, value) -> {
            long now = System.nanoTime();
            if (due[0] != 0) {
                lateness.add(Math.max(0, (now - due[0]) / 1000));
            }
            due[0] = now + INTERVAL.toNanos();
            return probes.look(what, at, value).whenComplete((reading, failure) -> count(reading));
        };
        return GateRunner.begin(plan, measured, new Silent(), means);
    }

    private void count(Reading reading) {
        if (reading instanceof Reading.Well) {
            well.incrementAndGet();
            latency.add(reading.latency().toNanos() / 1000);
        } else if (reading instanceof Reading.Unwell) {
            unwell.incrementAndGet();
        } else {
            errors.incrementAndGet();
        }
    }

    private static java.util.concurrent.ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static String threadsByName() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("promotion-") || name.startsWith("gate-"))
                .map(name -> name.replaceAll("[-0-9]+$", ""))
                .collect(java.util.stream.Collectors.groupingBy(
                        name -> name, java.util.TreeMap::new, java.util.stream.Collectors.counting()))
                .toString();
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String percentiles(ConcurrentLinkedQueue<Long> micros) {
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        StringBuilder text = new StringBuilder();
        for (double part : new double[] {0.5, 0.99, 0.999, 1}) {
            long value = sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
            text.append(String.format("%s%% %.1f  ", String.valueOf(part * 100).replaceAll("\\.0$", ""), value / 1e3));
        }
        return text.toString().strip();
    }

    private static final class Silent implements GateHost {
        @Override
        public void changed(GateState state) {
            // Nothing is kept here.
        }

        @Override
        public void tell(String sentence) {
            // Nobody reads.
        }

        @Override
        public void ended(GateResult result) {
            throw new AssertionError("no gate of this program ends: " + result);
        }
    }
}
