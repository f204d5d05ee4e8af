package io.jenkins.plugins.promotion.runtime;

import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;

/**
 * The threads on which promotions do their reading and writing: a few, whatever the number of promotions, so that neither
 * the threads of Pipelines nor those of {@link Timer} ever wait for a disk. Tasks run as SYSTEM, in no particular order.
 */
public final class Workers {
    private static final int THREADS = 4;
    private static final ExecutorService POOL = pool("environment-promotion", THREADS);

    private Workers() {}

    /** Runs a task soon. */
    public static void run(Runnable task) {
        POOL.execute(task);
    }

    /** Runs a task at a time, or soon when that has passed. Cancelling the answer takes it back. */
    public static Future<?> at(Instant time, Runnable task) {
        long delay = Math.max(0, Duration.between(Instant.now(), time).toMillis());
        return Timer.get().schedule(() -> run(task), delay, TimeUnit.MILLISECONDS);
    }

    /**
     * Threads of their own for what must not hold up the records. Tasks run as SYSTEM; more of them than there are threads
     * wait.
     */
    public static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), name));
        pool.allowCoreThreadTimeOut(true);
        return new ImpersonatingExecutorService(pool, ACL.SYSTEM2);
    }
}
