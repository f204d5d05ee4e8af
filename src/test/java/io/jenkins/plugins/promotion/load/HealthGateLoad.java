package io.jenkins.plugins.promotion.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.promotion.gate.Gates;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * 1,000 builds at once in a real Jenkins, each with a gate that looks every 10 s, a part of them at a server that takes
 * connections and never answers; and, to compare, 1,000 builds that sleep. How late a probe is, is seen by the server: it is
 * what the time between two requests of one gate is over the interval. Not a part of the normal run:
 * {@code -Dtest=HealthGateLoad -Dgates=1000 -Dseconds=120}.
 */
class HealthGateLoad {
    private static final int GATES = Integer.getInteger("gates", 1000);
    private static final int SECONDS = Integer.getInteger("seconds", 120);
    private static final int HANGING_PERCENT = Integer.getInteger("hanging", 10);
    private static final long INTERVAL_MILLIS = 10_000;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(0).javaOptions("-Xmx2g");

    private final Map<String, Long> lastAsked = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> lateness = new ConcurrentLinkedQueue<>();

    /** What there was at most while it was measured, and of what. */
    private record Threads(int most, String ours) implements Serializable {
        static void forget(JenkinsRule rule) {
            ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        }

        static Threads now(JenkinsRule rule) {
            Map<String, Long> ours = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.contains("romotion"))
                    .map(name -> name.replaceAll("[-#: 0-9]+", " ").strip())
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
            return new Threads(ManagementFactory.getThreadMXBean().getPeakThreadCount(), ours.toString());
        }
    }

    @Test
    void aThousandGatesAndAsManyBuildsThatSleep() throws Throwable {
        ExecutorService serving = Executors.newFixedThreadPool(4);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1000);
        server.setExecutor(serving);
        server.createContext("/", exchange -> {
            long now = System.nanoTime();
            Long before = lastAsked.put(exchange.getRequestURI().getPath(), now);
            if (before != null) {
                lateness.add(Math.max(0, (now - before) / 1_000_000 - INTERVAL_MILLIS));
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (ServerSocket hanging = new ServerSocket(0, 10_000, InetAddress.getByName("127.0.0.1"))) {
            String gate = """
                    def hangs = (env.BUILD_NUMBER as int) %% 100 < %d
                    healthGate checks: http('http://127.0.0.1:' + (hangs ? %d : %d) + '/' + env.BUILD_NUMBER),
                        interval: '10s', timeout: '1d', soak: '1d', errorLimit: 0
                    """.formatted(
                    HANGING_PERCENT, hanging.getLocalPort(), server.getAddress().getPort());
            long sleeping = measure("sleeping builds", "sleep 86400", "Sleeping for", 0);
            long gates = measure("gates", gate, "[health] One check", SECONDS);
            Measurement.print("heap of one gate beyond that of its build", (gates - sleeping) + " KiB");
            long[] sorted =
                    lateness.stream().mapToLong(Long::longValue).sorted().toArray();
            assertThat(sorted).isNotEmpty();
            Measurement.print(
                    "lateness of " + sorted.length + " probes in ms, " + HANGING_PERCENT
                            + " % of the gates at a server that" + " hangs",
                    "median " + at(sorted, 0.5) + ", 99 % " + at(sorted, 0.99) + ", most " + at(sorted, 1));
        } finally {
            server.stop(0);
            serving.shutdownNow();
        }
    }

    private static long at(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }

    /** Returns the heap of each in KiB. */
    private long measure(String what, String script, String sign, int seconds) throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(HealthGateLoad::allowLoopback);
        jenkins.runRemotely(ManyBuilds::warmUp, script, sign);
        Usage before = jenkins.runRemotely(Usage::now);
        Measurement start = new Measurement();
        start.time(() -> {
            try {
                jenkins.runRemotely(ManyBuilds::start, GATES, script, sign);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        });
        Measurement.print("until there were " + GATES + " " + what, start);
        // The start is no part of it, and the first probes of a gate have nothing before them.
        lastAsked.clear();
        lateness.clear();
        jenkins.runRemotely(Threads::forget);
        TimeUnit.SECONDS.sleep(seconds);
        Threads threads = jenkins.runRemotely(Threads::now);
        Long[] late = lateness.toArray(Long[]::new);
        Usage after = jenkins.runRemotely(Usage::now);
        lateness.clear();
        lateness.addAll(java.util.List.of(late)); // collections stop everything, and are not what is measured
        assertThat(after.busyExecutors()).isZero();
        long each = (after.heapKiB() - before.heapKiB()) / GATES;
        Measurement.print(
                GATES + " " + what,
                "before " + before + ", after " + after + ", heap for each " + each + " KiB, " + threads);
        jenkins.stopJenkinsForcibly();
        return each;
    }

    private static void allowLoopback(JenkinsRule rule) {
        Gates.allowLoopback();
    }
}
