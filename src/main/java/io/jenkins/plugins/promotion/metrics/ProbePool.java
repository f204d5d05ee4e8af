package io.jenkins.plugins.promotion.metrics;

import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;

/**
 * The threads on which probes begin: a look at credentials may take its time, and so may an agent. Probes from the
 * controller leave them at once and wait without a thread.
 */
public final class ProbePool {
    private static final int THREADS = 32;
    private static final int WAITING = 10_000;
    private static final ExecutorService POOL = pool();

    private ProbePool() {}

    /** Begins a probe soon, as SYSTEM; when too many wait already, it is an error. */
    public static CompletableFuture<Reading> begin(Callable<CompletableFuture<Reading>> probe) {
        CompletableFuture<Reading> answer = new CompletableFuture<>();
        try {
            POOL.execute(() -> {
                try {
                    probe.call().whenComplete((reading, failure) -> {
                        if (failure == null) {
                            answer.complete(reading);
                        } else {
                            answer.completeExceptionally(failure);
                        }
                    });
                } catch (Exception | LinkageError e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.complete(failed(Fault.OVERLOADED, "Too many probes wait for a thread of the controller."));
        }
        return answer;
    }

    /** A probe that found nothing out. */
    public static Reading failed(Fault fault, String reason) {
        return new Reading.Failed(fault, reason, Duration.ZERO, 0, null);
    }

    private static ExecutorService pool() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(WAITING),
                new NamingThreadFactory(new DaemonThreadFactory(), "environment-promotion-probe"));
        threads.allowCoreThreadTimeOut(true);
        return new ImpersonatingExecutorService(threads, ACL.SYSTEM2);
    }
}
