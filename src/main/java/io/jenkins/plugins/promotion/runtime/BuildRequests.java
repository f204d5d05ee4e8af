package io.jenkins.plugins.promotion.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.rollback.NoWayBackException;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlan;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlanner;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/**
 * Starts builds that bring one release into one environment, forward or back. Each method acts for whoever makes the present
 * request, and checks their permission: to go back takes Promotion/Rollback, to go on no more than to start the build, whose
 * promotion waits for the rules like every other.
 */
public final class BuildRequests {
    /** How many builds are looked through for one that was started just before a crash. */
    private static final int MOST_BUILDS = 50;

    private final ApplicationSlots slots;
    private final Job<?, ?> job;
    private final Set<AccessControlled> concerned = new LinkedHashSet<>();

    private BuildRequests(Application application, @CheckForNull Job<?, ?> job) {
        this.slots = ApplicationSlots.of(application);
        this.job = job;
        if (job != null) {
            concerned.add(job);
        }
        concerned.add(application.item() == null ? Jenkins.get() : application.item());
    }

    /**
     * Requests about an application.
     *
     * @param job whose builds deploy it, {@code null} for the job of the builds that are on record
     */
    public static BuildRequests of(Application application, @CheckForNull Job<?, ?> job) {
        return new BuildRequests(application, job);
    }

    /** The job whose build would go back: where several branches deploy, the one that deployed what is left. */
    public Optional<Job<?, ?>> jobOf(RollbackPlan plan) {
        return jobOf(
                plan.from() == null ? null : plan.from().release().build(),
                plan.to().release().build());
    }

    /** The job whose build would go on: the one that made the release. */
    public Optional<Job<?, ?>> jobOf(Promotion known) {
        return jobOf(known.release().build());
    }

    private Optional<Job<?, ?>> jobOf(BuildRef... builds) {
        return job != null
                ? Optional.of(job)
                : Arrays.stream(builds)
                        .filter(Objects::nonNull)
                        .flatMap(build -> PromotingBuilds.job(slots.application(), build).stream())
                        .findFirst();
    }

    /** Whether whoever makes the present request may ask for a rollback. */
    public boolean mayRollBack() {
        return may(PromotionPermissions.ROLLBACK);
    }

    /** Whether they may ask for a promotion. */
    public boolean mayPromote() {
        return may(Item.BUILD);
    }

    /**
     * Starts a build that rolls an environment back.
     *
     * @param to {@code previous}, a version, or the id of a promotion
     * @param seen the id of the promotion whose release was to be left when somebody looked, {@code null} when nobody did
     * @return what the build will do
     * @throws NotPossibleException when it cannot; nothing was started
     */
    public RollbackPlan rollBack(
            EnvironmentName environment,
            @CheckForNull String to,
            @CheckForNull String seen,
            @CheckForNull String reason,
            boolean quarantine) {
        check(PromotionPermissions.ROLLBACK);
        slots.environments().get(environment);
        AbandonedPromotions.settle(slots, environment);
        RollbackPlan plan;
        try {
            plan = slots.planner(environment).plan(to);
        } catch (NoWayBackException e) {
            throw new NotPossibleException(e.getMessage());
        }
        String left = plan.from() == null ? null : plan.from().id().toString();
        if (Util.fixEmptyAndTrim(seen) != null && !seen.equals(left)) {
            throw new NotPossibleException(Messages.BuildRequests_changed(environment, left));
        }
        String why = Util.fixEmptyAndTrim(FreeText.of(reason));
        if (why == null) {
            throw new NotPossibleException(Messages.BuildRequests_noReason());
        }
        start(
                jobOf(plan),
                PromotionPermissions.ROLLBACK,
                new Cause.UserIdCause(),
                CarriedRequest.rollback(
                        environment.value(),
                        plan.to().id().toString(),
                        plan.release().version(),
                        plan.from() == null ? null : plan.from().release().identity(),
                        why,
                        quarantine,
                        null));
        return plan;
    }

    /**
     * Starts a build that brings the release of a promotion into an environment.
     *
     * @param promotion to whatever environment
     * @param seen the identity of the release that was live there when somebody looked, empty when none was, {@code null}
     *     when nobody did
     * @return that promotion
     * @throws NotPossibleException when it cannot; nothing was started
     */
    public Promotion promote(
            EnvironmentName environment, PromotionId promotion, @CheckForNull String seen, @CheckForNull String notes) {
        check(Item.BUILD);
        slots.environments().get(environment);
        Promotion known = slots.state(promotion.environment())
                .find(promotion)
                .orElseThrow(() ->
                        new NotPossibleException(Messages.ApplicationSlots_unknown(promotion, slots.application())));
        Optional<Live> live = slots.state(environment).live();
        if (seen != null
                && !seen.equals(live.map(one -> one.release().identity()).orElse(""))) {
            throw new NotPossibleException(Messages.BuildRequests_other(
                    environment, live.map(one -> one.release().version()).orElse("-")));
        }
        start(
                jobOf(known),
                Item.BUILD,
                new Cause.UserIdCause(),
                CarriedRequest.promotion(
                        environment.value(),
                        promotion.toString(),
                        known.release().version(),
                        Util.fixEmptyAndTrim(FreeText.of(notes))));
        return known;
    }

    /**
     * Starts the rollback that is due after a watch, as far as none was started for it yet. Nobody asks for it but the
     * settings of the environment, so that no permission is needed; it is for the controller itself.
     *
     * @throws NotPossibleException when it cannot be; nothing was started
     */
    void rollBackUnwell(EnvironmentName environment, Watch watch) {
        RollbackPlan plan;
        try {
            plan = slots.planner(environment).plan(RollbackPlanner.PREVIOUS);
        } catch (NoWayBackException e) {
            throw new NotPossibleException(e.getMessage());
        }
        if (plan.from() == null || !plan.from().id().equals(watch.id())) {
            throw new NotPossibleException(Messages.BuildRequests_left(environment, watch.id()));
        }
        String token = watch.id() + " " + watch.token();
        Optional<Job<?, ?>> found = jobOf(plan);
        if (found.filter(one -> isStarted(one, token)).isEmpty()) {
            start(
                    found,
                    PromotionPermissions.ROLLBACK,
                    new WatchCause(environment.value(), watch.id().toString()),
                    CarriedRequest.rollback(
                            environment.value(),
                            plan.to().id().toString(),
                            plan.release().version(),
                            plan.from().release().identity(),
                            Messages.BuildRequests_unwell(
                                    plan.from().release().version(), watch.end().reason()),
                            true,
                            token));
        }
    }

    /** Whether a crash came between the start of a build and the record of it. */
    private static boolean isStarted(Job<?, ?> job, String token) {
        boolean isQueued = Arrays.stream(Queue.getInstance().getItems())
                .flatMap(item -> item.getActions(CarriedRequest.class).stream())
                .anyMatch(carried -> carried.isOf(token));
        return isQueued
                || isBeginning(token)
                || job.getBuilds().limit(MOST_BUILDS).stream()
                        .map(CarriedRequest::of)
                        .anyMatch(carried -> carried != null && carried.isOf(token));
    }

    /** Whether an executor has taken it from the queue, and maybe not made a build of it yet. */
    private static boolean isBeginning(String token) {
        return Arrays.stream(Jenkins.get().getComputers())
                .flatMap(computer -> computer.getAllExecutors().stream())
                .map(Executor::getCurrentWorkUnit)
                .filter(Objects::nonNull)
                .flatMap(unit -> unit.context.item.getActions(CarriedRequest.class).stream())
                .anyMatch(carried -> carried.isOf(token));
    }

    private void start(Optional<Job<?, ?>> found, Permission permission, Cause cause, CarriedRequest request) {
        Job<?, ?> deploys = found.orElseThrow(
                () -> new NotPossibleException(Messages.BuildRequests_noJob(slots.application(), request.version())));
        deploys.checkPermission(permission);
        Queue.Item item = !deploys.isBuildable()
                ? null
                : ParameterizedJobMixIn.scheduleBuild2(deploys, 0, new CauseAction(cause), request);
        if (item == null) {
            throw new NotPossibleException(Messages.BuildRequests_notBuildable(deploys.getFullDisplayName()));
        }
    }

    private boolean may(Permission permission) {
        return !People.isNobody() && concerned.stream().allMatch(one -> one.hasPermission(permission));
    }

    private void check(Permission permission) {
        concerned.forEach(one -> one.checkPermission(permission));
        if (People.isNobody()) {
            throw new NotPossibleException(Messages.Decisions_nobody());
        }
    }
}
