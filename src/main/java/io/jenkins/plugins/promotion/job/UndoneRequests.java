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

    private final List<Undone> carrying;

    private UndoneRequests(List<Undone> carrying) {
        this.carrying = carrying;
    }

    /** A build and what it was started for. */
    record Undone(Run<?, ?> build, CarriedRequest request) {
        private static Stream<Undone> of(Run<?, ?> build) {
            return Stream.ofNullable(CarriedRequest.of(build)).map(request -> new Undone(build, request));
        }

        private boolean isFor(EnvironmentName environment) {
            return request.environment().equalsIgnoreCase(environment.value());
        }

        private Instant startedAt() {
            return Instant.ofEpochMilli(build.getStartTimeInMillis());
        }
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
                .flatMap(job -> job.getBuilds().limit(MOST_BUILDS).stream())
                .flatMap(Undone::of)
                .sorted(Comparator.comparing(Undone::startedAt).reversed())
                .toList());
    }

    /** The build that was the last to be started for an environment, did nothing there, and was followed by nothing. */
    Optional<Undone> in(SlotState slot) {
        return carrying.stream()
                .filter(one -> one.isFor(slot.environment()))
                .findFirst()
                .filter(one -> one.request().isLeftUndone())
                .filter(one -> slot.latest(promotion -> promotion.requestedAt().isAfter(one.startedAt()))
                        .isEmpty());
    }
}
