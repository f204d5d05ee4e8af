package io.jenkins.plugins.promotion.engine.net;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads and names that all exchanges of one process share. How many threads there are does not depend on how many
 * exchanges are under way: connections wait in selectors, and only what cannot be done otherwise holds a thread, for a
 * look at a name or for reading an answer.
 */
public final class Network implements AutoCloseable {
    /** The most looks at names at once: a resolver of the machine that hangs holds a thread until it gives up. */
    public static final int LOOKUPS = 16;
    /** The threads that decompress and read answers. */
    public static final int READERS = 2;
    /** How many exchanges may wait for a thread; more are refused at once. */
    public static final int WAITING = 10_000;

    private static final int IDLE_SECONDS = 30;

    private final Names names;
    private final ExecutorService lookups = pool("promotion-names", LOOKUPS);
    private final ExecutorService readers = pool("promotion-answers", READERS);
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, daemons("promotion-deadlines"));

    /** Exchanges with what the policy allows, under the names of the machine. */
    public Network(AddressPolicy policy) {
        this(Names.SYSTEM, policy);
    }

    /** The same under other names. */
    public Network(Names names, AddressPolicy policy) {
        this.names = names.allowedBy(policy);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Names that the policy allows. */
    Names names() {
        return names;
    }

    /** Where names are looked up; it refuses what is too much. */
    ExecutorService lookups() {
        return lookups;
    }

    /** Where answers are read. */
    ExecutorService readers() {
        return readers;
    }

    /** For deadlines alone: what runs there returns at once. */
    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        lookups.shutdownNow();
        readers.shutdownNow();
    }
}
