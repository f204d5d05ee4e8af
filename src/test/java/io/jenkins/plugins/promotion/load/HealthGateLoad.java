package io.jenkins.plugins.promotion.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.promotion.gate.Gates;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * 1,000 builds at once in a real Jenkins, each with a gate that looks every 10 s, a part of them at a server that takes
 * connections and never answers; and, to compare, a controller on which nothing runs, and 1,000 builds that sleep. Each has
 * a home of its own: builds go on after a restart. Not a part of the normal run: {@code -Dtest=HealthGateLoad
 * -Dgates=1000 -Dseconds=120}.
 */
class HealthGateLoad {
    private static final int GATES = Integer.getInteger("gates", 1000);
    private static final int SECONDS = Integer.getInteger("seconds", 120);
    private static final int HANGING_PERCENT = Integer.getInteger("hanging", 10);
    private static final long INTERVAL_MILLIS = 10_000;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(0).javaOptions("-Xmx2g");

    /** What there was at most while it was measured, of what, and what the processor did for it. */
    private record Work(int mostThreads, String ours, long processorMillis) implements Serializable {
        private static long processorBefore;

        static void begin(JenkinsRule rule) {
            ManagementFactory.getThreadMXBean().resetPeakThreadCount();
            processorBefore = spent();
        }

        static Work end(JenkinsRule rule) {
            Map<String, Long> ours = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.contains("promotion"))
                    .map(name -> name.replaceAll("[-#: 0-9\\[\\]]+$", ""))
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
            return new Work(
                    ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                    ours.toString(),
                    spent() - processorBefore);
        }

        private static long spent() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getProcessCpuTime()
                    / 1_000_000;
        }
    }

    @Test
    void buildsThatSleep() throws Throwable {
        try (ProbedServers unused = new ProbedServers(INTERVAL_MILLIS)) {
            jenkins.startJenkins();
            jenkins.runRemotely(ManyBuilds::warmUp, "sleep 86400", "Sleeping for");
            Measurement.print("a controller with one build that sleeps, " + SECONDS + " s", look(unused));
            measure("builds that sleep", "sleep 86400", "Sleeping for", unused);
        }
    }

    @Test
    void gates() throws Throwable {
        try (ProbedServers servers = new ProbedServers(INTERVAL_MILLIS)) {
            jenkins.startJenkins();
            jenkins.runRemotely(HealthGateLoad::allowLoopback);
            String gate = """
                    def hangs = (env.BUILD_NUMBER as int) %% 100 < %d
                    healthGate checks: http('http://127.0.0.1:' + (hangs ? %d : %d) + '/' + env.BUILD_NUMBER),
                        interval: '10s', timeout: '1d', soak: '1d', errorLimit: 0
                    """.formatted(HANGING_PERCENT, servers.hangingPort(), servers.port());
            jenkins.runRemotely(ManyBuilds::warmUp, gate, "[health] One check");
            measure("gates", gate, "[health] One check", servers);
            Measurement.print(HANGING_PERCENT + " % at a server that hangs", servers.result(SECONDS));
        }
    }

    private void measure(String what, String script, String sign, ProbedServers servers) throws Throwable {
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
        TimeUnit.MILLISECONDS.sleep(2 * INTERVAL_MILLIS); // until every gate has looked twice
        Work work = look(servers);
        Usage after = jenkins.runRemotely(Usage::now);
        assertThat(after.busyExecutors()).isZero();
        Measurement.print(
                GATES + " " + what + ", " + SECONDS + " s",
                "before " + before + ", after " + after + ", heap for each "
                        + (after.heapKiB() - before.heapKiB()) / GATES + " KiB, " + work);
        jenkins.stopJenkinsForcibly();
    }

    /** Neither the start nor the collections afterwards, which stop everything, are what is measured. */
    private Work look(ProbedServers servers) throws Throwable {
        jenkins.runRemotely(Work::begin);
        servers.begin();
        TimeUnit.SECONDS.sleep(SECONDS);
        servers.end();
        return jenkins.runRemotely(Work::end);
    }

    private static void allowLoopback(JenkinsRule rule) {
        Gates.allowLoopback();
    }
}
