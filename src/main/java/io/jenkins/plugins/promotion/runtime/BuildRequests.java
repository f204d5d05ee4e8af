package io.jenkins.plugins.promotion.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.rollback.NoWayBackException;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlan;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.store.Application;
import java.util.LinkedHashSet;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/**
 * Starts builds that bring one release into one environment, forward or back. Each method acts for whoever makes the present
 * request, and checks their permission: to go back takes Promotion/Rollback, to go on no more than to start the build, whose
 * promotion waits for the rules like every other.
 */
public final class BuildRequests {
    private final ApplicationSlots slots;
    private final Job<?, ?> job;
    private final Set<AccessControlled> concerned = new LinkedHashSet<>();

    private BuildRequests(Application application, Job<?, ?> job) {
        this.slots = ApplicationSlots.of(application);
        this.job = job;
        concerned.add(job);
        concerned.add(application.item() == null ? Jenkins.get() : application.item());
    }

    /**
     * Requests about an application.
     *
     * @param job whose builds deploy it
     */
    public static BuildRequests of(Application application, Job<?, ?> job) {
        return new BuildRequests(application, job);
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
        start(CarriedRequest.rollback(
                environment.value(),
                plan.to().id().toString(),
                plan.release().version(),
                plan.from() == null ? null : plan.from().release().identity(),
                why,
                quarantine));
        return plan;
    }

    /**
     * Starts a build that brings the release of a promotion into an environment.
     *
     * @param promotion to whatever environment
     * @return that promotion
     * @throws NotPossibleException when it cannot; nothing was started
     */
    public Promotion promote(EnvironmentName environment, PromotionId promotion, @CheckForNull String notes) {
        check(Item.BUILD);
        slots.environments().get(environment);
        Promotion known = slots.state(promotion.environment())
                .find(promotion)
                .orElseThrow(() ->
                        new NotPossibleException(Messages.ApplicationSlots_unknown(promotion, slots.application())));
        start(CarriedRequest.promotion(
                environment.value(),
                promotion.toString(),
                known.release().version(),
                Util.fixEmptyAndTrim(FreeText.of(notes))));
        return known;
    }

    private void start(CarriedRequest request) {
        Queue.Item item = !job.isBuildable()
                ? null
                : ParameterizedJobMixIn.scheduleBuild2(job, 0, new CauseAction(new Cause.UserIdCause()), request);
        if (item == null) {
            throw new NotPossibleException(Messages.BuildRequests_notBuildable(job.getFullDisplayName()));
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
