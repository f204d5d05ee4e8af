package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.security.AccessControlled;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.rollback.NoWayBackException;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlan;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * A rollback that a build asks for, by a {@link RollbackToStep} or because it was started for it.
 *
 * <p>A step acts for its build, which may have been started by anybody and anything. So the environment's rules hold for it
 * as for every promotion, and what the environment waives for rollbacks is waived only when the build was started by
 * somebody who may roll back.
 */
final class RequestedRollback {
    private final Wish wish;
    private final Run<?, ?> run;
    private final ApplicationSlots slots;
    private final EnvironmentName environment;

    /**
     * What is wanted.
     *
     * @param to {@code previous}, a version, or the id of a promotion
     * @param leaves the identity of the release that is to be left, {@code null} for whatever it is
     * @param automatic whether the environment itself asks for it, and no person
     */
    record Wish(
            String to,
            @CheckForNull String leaves,
            String reason,
            boolean quarantine,
            @CheckForNull String ticket,
            boolean automatic) {}

    RequestedRollback(Wish wish, Run<?, ?> run, ApplicationSlots slots, EnvironmentName environment) {
        this.wish = wish;
        this.run = run;
        this.slots = slots;
        this.environment = environment;
    }

    /** Plans it now, and once more when the request is made: what is gone by then is settled first. */
    PromotingStep.Asked ask() {
        RollbackPlan plan = plan();
        boolean fast = wish.automatic() || People.initiatorMay(run, PromotionPermissions.ROLLBACK, concerned());
        return new PromotingStep.Asked(release(plan), deadline -> request(deadline, fast), lines(plan, fast));
    }

    private Command.Request request(Instant deadline, boolean fast) {
        RollbackPlan plan = plan();
        return new Command.Request(
                Kind.ROLLBACK,
                release(plan),
                People.initiator(run),
                OnFailure.LEAVE,
                deadline,
                null,
                wish.ticket(),
                null,
                null,
                null,
                null,
                null,
                plan.asked(wish.reason(), wish.quarantine(), fast));
    }

    private RollbackPlan plan() {
        RollbackPlan plan;
        try {
            plan = slots.planner(environment).plan(wish.to());
        } catch (NoWayBackException e) {
            throw new NotPossibleException(e.getMessage());
        }
        if (wish.leaves() != null
                && (plan.from() == null || !plan.from().release().identity().equals(wish.leaves()))) {
            throw new NotPossibleException(
                    environment + " has changed since this rollback was asked for: it would leave "
                            + (plan.from() == null
                                    ? "nothing that is known"
                                    : plan.from().release().version())
                            + " now. Look again, and ask again.");
        }
        return plan;
    }

    /** The release as it was, asked for by this build. */
    private Release release(RollbackPlan plan) {
        Release release = plan.release();
        return new Release(
                release.version(),
                release.artifacts(),
                release.commit(),
                new BuildRef(run.getParent().getFullName(), run.getNumber()),
                release.builtAt());
    }

    private List<String> lines(RollbackPlan plan, boolean fast) {
        List<String> lines = new ArrayList<>();
        lines.add("Rolling " + environment + " back"
                + (plan.from() == null ? "" : " from " + plan.from().release().version()) + " to "
                + plan.release().version() + " (" + plan.to().id() + "): " + wish.reason());
        if (!plan.migrations().isEmpty()) {
            lines.add(plan.release().version() + " has to live with the migrations of "
                    + plan.migrations().stream()
                            .map(one -> one.release().version() + " (" + one.id() + ", "
                                    + one.requested().migration().word() + ")")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (wish.quarantine() && plan.from() != null) {
            lines.add(plan.from().release().version() + " is put into quarantine as the rollback starts.");
        }
        RollbackSettings settings = slots.environments()
                .find(environment)
                .map(Environment::rollback)
                .orElse(null);
        if (settings != null && !settings.waives().isEmpty() && !fast) {
            lines.add("Nothing is waived, although " + environment + " waives "
                    + String.join(", ", settings.words()) + " for rollbacks: "
                    + People.initiator(run).display()
                    + ", who started this build, does not have the permission Promotion/Rollback.");
        }
        return lines;
    }

    private Set<AccessControlled> concerned() {
        Set<AccessControlled> concerned = new LinkedHashSet<>();
        concerned.add(run.getParent());
        concerned.add(
                slots.application().item() == null
                        ? Jenkins.get()
                        : slots.application().item());
        return concerned;
    }
}
