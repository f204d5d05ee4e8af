package io.jenkins.plugins.promotion.analysis;

import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;

/**
 * The threads on which analyses begin their questions, judge and keep what they found: a few, whatever the number of
 * rollouts, and others than those that write ledgers, since judging may take a second. Tasks run as SYSTEM.
 */
final class AnalysisWorkers {
    private static final int THREADS = 4;
    /** All of them. */
    static final ExecutorService POOL = pool();

    private AnalysisWorkers() {}

    private static ExecutorService pool() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "environment-promotion-analysis"));
        threads.allowCoreThreadTimeOut(true);
        return new ImpersonatingExecutorService(threads, ACL.SYSTEM2);
    }
}
