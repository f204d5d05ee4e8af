package io.jenkins.plugins.promotion.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
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
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.Timer;

/**
 * The threads on which promotions do their reading and writing: a few, whatever the number of promotions, so that neither
 * the threads of Pipelines nor those of {@link Timer} ever wait for a disk. Tasks run as SYSTEM, in no particular order.
 *
 * <p>When Jenkins goes down, what was asked for before is done while Pipelines still run, and what is asked for later is not:
 * it would fail half-way for want of a Pipeline, which looks like a failed deployment. Whatever such a task was for is found
 * on record after the restart.
 */
@Extension
public final class Workers extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(Workers.class.getName());
    private static final int THREADS = 4;
    private static final long MOST_SECONDS_TO_END = 30;

    private final ThreadPoolExecutor threads = threads("environment-promotion", THREADS);
    private final ImpersonatingExecutorService asSystem = new ImpersonatingExecutorService(threads, ACL.SYSTEM2);

    /** Runs a task soon. */
    public static void run(Runnable task) {
        Workers workers = get();
        if (workers != null) {
            workers.asSystem.execute(task);
        }
    }

    /** Runs a task at a time, or soon when that has passed. Cancelling the answer takes it back. */
    public static Future<?> at(Instant time, Runnable task) {
        long delay = Math.max(0, Duration.between(Instant.now(), time).toMillis());
        return Timer.get().schedule(() -> run(task), delay, TimeUnit.MILLISECONDS);
    }

    /** Those of this controller, {@code null} when it is down. */
    @CheckForNull
    private static Workers get() {
        return Jenkins.getInstanceOrNull() == null ? null : ExtensionList.lookupSingleton(Workers.class);
    }

    /**
     * Threads of their own, for what must not hold up the records: as many at most, on which tasks run as SYSTEM. What comes
     * after their shutdown is not done.
     */
    public static ExecutorService pool(String name, int many) {
        return new ImpersonatingExecutorService(threads(name, many), ACL.SYSTEM2);
    }

    private static ThreadPoolExecutor threads(String name, int many) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                many,
                many,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), name),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public void onBeforeShutdown() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOGGER.warning("What promotions were doing took longer than " + MOST_SECONDS_TO_END
                        + " s; Jenkins goes down without waiting for it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
