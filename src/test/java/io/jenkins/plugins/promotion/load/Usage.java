package io.jenkins.plugins.promotion.load;

import hudson.model.Computer;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jvnet.hudson.test.JenkinsRule;

/** What a JVM holds after its garbage was collected. */
record Usage(int busyExecutors, int threads, long heapKiB) implements Serializable {
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
