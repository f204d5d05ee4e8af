package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.analysis.Report;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The analysis of one rollout: fetches what its metrics say, judges, and keeps what it has to know for the next look where a
 * restart does not lose it.
 *
 * <p>The rollout asks for one look at a time: the next one only after the future of the last has completed. No method
 * blocks, but {@link #conclude} may read a file.
 */
public interface RolloutAnalysis {
    /**
     * Takes in what came since the last look, and looks.
     *
     * <p>It may be asked again for a time that it has taken in already: when Jenkins was killed before the verdict was
     * recorded, and when the steps of a rollout follow each other. What was taken in is not taken again; {@code from} only
     * says before when the observations belong to another share of the traffic.
     *
     * @param from since when the release has this share; the same at each look of a step
     * @param to until when, the moment of the look
     * @param expectedShare which share of the traffic the release has, above 0 and at most 1. At 1 there is nothing to compare
     *     with: what needs a baseline beside the release says nothing there, and the share itself is not checked
     * @return completes in any case and within a bounded time; metrics of which the source does not answer are said so in the
     *     report. A future that fails counts as an error of the whole look
     */
    CompletableFuture<Look> look(Instant from, Instant to, double expectedShare);

    /**
     * What follows when there will be no further look. It changes nothing and fetches nothing; also after a restart it says
     * the same as before it. Asked at the end of each step.
     */
    Look conclude();

    /**
     * What was found.
     *
     * @param report what is said of the rollout and of each metric
     */
    record Look(Report report) {}
}
