package io.jenkins.plugins.promotion.job;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last builds that were started for one release in one environment, as far as the reader may see them. One whose Pipeline
 * has not asked for that environment has left nothing in the ledger; it is only here that somebody sees that nothing was done.
 */
final class UndoneRequests {
    /** Of each job, so that the pages of jobs do not load all their builds. */
    private static final int MOST_BUILDS = 10;

    private final List<Run<?, ?>> carrying;

    private UndoneRequests(List<Run<?, ?>> carrying) {
        this.carrying = carrying;
    }

    /** Looks through the newest builds of the job, or of the branches of which something is live. */
    static UndoneRequests find(ApplicationSlots application, ReleaseHistory history) {
        Stream<Job<?, ?>> jobs = application.application().item() instanceof Job<?, ?> job
                ? Stream.of(job)
                : history.slots().values().stream()
                        .flatMap(slot -> slot.live().stream())
                        .flatMap(live ->
                                PromotingBuilds.job(
                                        application.application(),
                                        live.release().build())
                                        .stream());
        return new UndoneRequests(jobs.distinct()
                .<Run<?, ?>>flatMap(job -> job.getBuilds().limit(MOST_BUILDS).stream())
                .filter(run -> CarriedRequest.of(run) != null)
                .sorted(Comparator.<Run<?, ?>>comparingLong(Run::getStartTimeInMillis)
                        .reversed())
                .toList());
    }

    /** The build that was the last to be started for an environment, did nothing there, and was followed by nothing. */
    Optional<Run<?, ?>> in(SlotState slot) {
        return carrying.stream()
                .filter(run -> isFor(CarriedRequest.of(run), slot.environment()))
                .findFirst()
                .filter(run -> CarriedRequest.of(run).isLeftUndone())
                .filter(run -> slot.latest(promotion ->
                                promotion.requestedAt().isAfter(Instant.ofEpochMilli(run.getStartTimeInMillis())))
                        .isEmpty());
    }

    private static boolean isFor(CarriedRequest carried, EnvironmentName environment) {
        return carried.environment().equalsIgnoreCase(environment.value());
    }
}
