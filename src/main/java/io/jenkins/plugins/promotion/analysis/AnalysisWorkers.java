package io.jenkins.plugins.promotion.analysis;

import io.jenkins.plugins.promotion.runtime.Workers;
import java.util.concurrent.ExecutorService;

/**
 * The threads on which analyses begin their questions, judge and keep what they found: a few, whatever the number of
 * rollouts, and others than those that write ledgers, since judging may take a second. Tasks run as SYSTEM.
 */
final class AnalysisWorkers {
    private static final int THREADS = 4;
    /** All of them. */
    static final ExecutorService POOL = Workers.pool("environment-promotion-analysis", THREADS);

    private AnalysisWorkers() {}
}
