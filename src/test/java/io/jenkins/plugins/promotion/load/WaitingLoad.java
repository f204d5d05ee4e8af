package io.jenkins.plugins.promotion.load;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * What 1,000 promotions cost that wait at once, and what 1,000 builds cost that do nothing but sleep. Not a part of the
 * normal run: {@code -Dtest=WaitingLoad}.
 */
class WaitingLoad {
    private static final int BUILDS = 1_000;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withTimeout(0).javaOptions("-Xmx2g");

    /** What a JVM holds after its garbage was collected. */
    private record Usage(int busyExecutors, int threads, long heapKiB) implements Serializable {
        static Usage now(JenkinsRule rule) throws InterruptedException {
            int busy = Arrays.stream(rule.jenkins.getComputers())
                    .mapToInt(Computer::countBusy)
                    .sum();
            long heap = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(500); // collections and clean-up threads have no event
                heap = Math.min(
                        heap,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
            }
            return new Usage(busy, ManagementFactory.getThreadMXBean().getThreadCount(), heap);
        }
    }

    @Test
    void aThousandPromotionsWait() throws Throwable {
        measure("waiting promotions", """
                promoteTo(environment: 'staging', application: "app-$BUILD_NUMBER") { echo 'x' }
                promoteTo(environment: 'production', application: "app-$BUILD_NUMBER") { echo 'live' }
                """, "[why]");
    }

    @Test
    void aThousandBuildsSleep() throws Throwable {
        measure("sleeping builds", "sleep 86400", "Sleeping for");
    }

    private void measure(String what, String script, String sign) throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(WaitingLoad::warmUp, script, sign);
        Usage before = jenkins.runRemotely(Usage::now);
        Measurement start = new Measurement();
        start.time(() -> {
            try {
                jenkins.runRemotely(WaitingLoad::startBuilds, script, sign);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        });
        Usage after = jenkins.runRemotely(Usage::now);
        assertThat(after.busyExecutors()).isZero();
        Measurement.print("until there were " + BUILDS + " " + what, start);
        Measurement.print(
                BUILDS + " " + what,
                "before " + before + ", after " + after + ", heap for each "
                        + (after.heapKiB() - before.heapKiB()) / BUILDS + " KiB");
        jenkins.stopJenkinsForcibly();
    }

    private static void warmUp(JenkinsRule rule, String script, String sign) throws Exception {
        WorkflowRun run =
                new Promotions(rule).pipeline("warm", script).scheduleBuild2(0).waitForStart();
        rule.waitForMessage(sign, run);
    }

    private static void startBuilds(JenkinsRule rule, String script, String sign) throws Exception {
        WorkflowJob job = new Promotions(rule).pipeline("load", script);
        WorkflowRun[] runs = new WorkflowRun[BUILDS];
        for (int i = 0; i < BUILDS; i++) {
            runs[i] = job.scheduleBuild2(0).waitForStart();
        }
        for (WorkflowRun run : runs) {
            rule.waitForMessage(sign, run);
        }
    }
}
