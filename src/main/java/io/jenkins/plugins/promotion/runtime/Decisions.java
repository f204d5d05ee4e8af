package io.jenkins.plugins.promotion.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.store.Application;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/**
 * What people decide about one application, from whatever page or command. Each method acts for whoever makes the present
 * request: it checks their permission, refuses nobody in particular, records what became of builds that are gone, and then
 * lets the rules decide, inside of the one decision that is recorded.
 *
 * <p>A permission is needed on the job whose page it is, and on what owns the application, which may be the controller.
 * Each method answers the state of the slot after it, and throws
 *
 * <ul>
 *   <li>{@link hudson.security.AccessDeniedException3} without the permission;
 *   <li>{@link NotPossibleException} when nobody is logged in, the rules do not let this person, or it cannot be now;
 *   <li>{@link io.jenkins.plugins.promotion.engine.model.InvalidValueException} for a value that cannot be;
 *   <li>{@link io.jenkins.plugins.promotion.engine.ledger.LedgerException} when it cannot be recorded.
 * </ul>
 */
public final class Decisions {
    private final ApplicationSlots slots;
    private final Set<AccessControlled> concerned = new LinkedHashSet<>();

    private Decisions(Application application, @CheckForNull Job<?, ?> job) {
        this.slots = ApplicationSlots.of(application);
        if (job != null) {
            concerned.add(job);
        }
        concerned.add(application.item() == null ? Jenkins.get() : application.item());
    }

    /**
     * Decisions about an application.
     *
     * @param job whose page it is, {@code null} when it is the page of no job
     */
    public static Decisions of(Application application, @CheckForNull Job<?, ?> job) {
        return new Decisions(application, job);
    }

    /** Approves or rejects; {@code rule} is {@code null} for every rule under which it can count. */
    public SlotState vote(PromotionId id, @CheckForNull String rule, Decision decision, @CheckForNull String comment) {
        return decide(
                PromotionPermissions.APPROVE,
                id.environment(),
                () -> new Command.CastVote(id, rule, voter(id.environment()), decision, comment));
    }

    /** Takes one's own approvals back; {@code rule} is {@code null} for every rule. */
    public SlotState withdraw(PromotionId id, @CheckForNull String rule) {
        return decide(
                PromotionPermissions.APPROVE, id.environment(), () -> new Command.WithdrawVote(id, rule, principal()));
    }

    /** Ticks an item of a checklist, or takes the tick back; {@code rule} is {@code null} for whichever has the item. */
    public SlotState tick(PromotionId id, @CheckForNull String rule, String item, boolean ticked) {
        return decide(
                PromotionPermissions.APPROVE,
                id.environment(),
                () -> new Command.Tick(id, rule, item, voter(id.environment()), ticked));
    }

    /** Lifts one rule for one promotion. */
    public SlotState override(PromotionId id, String rule, String reason) {
        return decide(
                PromotionPermissions.OVERRIDE,
                id.environment(),
                () -> new Command.Override(id, rule, principal(), reason));
    }

    /** Declares a promotion an emergency hotfix. */
    public SlotState declareHotfix(PromotionId id, String reason) {
        return decide(
                forHotfix(id.environment()),
                id.environment(),
                () -> new Command.DeclareHotfix(id, voter(id.environment()), reason));
    }

    /** Says what is live in a slot that is broken or unknown. */
    public SlotState acknowledge(PromotionId id, Found found, String reason) {
        return decide(
                PromotionPermissions.ROLLBACK,
                id.environment(),
                () -> new Command.Acknowledge(id, principal(), found, reason));
    }

    /**
     * Has a tag made after all that failed.
     *
     * @param tag which of the promotion, from 1
     */
    public SlotState retryTag(PromotionId id, int tag) {
        return decide(Item.BUILD, id.environment(), () -> new Command.RetryTag(id, tag, principal()));
    }

    /** Stops an environment for this application. */
    public SlotState hold(EnvironmentName environment, String reason) {
        return decide(PromotionPermissions.ROLLBACK, environment, () -> new Command.Hold(principal(), reason));
    }

    /** Lifts a hold that was set for this application. */
    public SlotState liftHold(EnvironmentName environment, String reason) {
        return decide(PromotionPermissions.ROLLBACK, environment, () -> new Command.LiftHold(principal(), reason));
    }

    /**
     * Marks a release as bad, in every environment of the application.
     *
     * @param environment where it was found bad
     * @param release that of one of the promotions to that environment
     */
    public SlotState quarantine(EnvironmentName environment, Release release, String reason) {
        return decide(PromotionPermissions.ROLLBACK, environment, () -> {
            slots.state(environment)
                    .latest(promotion -> promotion.release().isSameAs(release))
                    .orElseThrow(
                            () -> new NotPossibleException(Messages.Decisions_notHere(release.version(), environment)));
            return new Command.Quarantine(release, principal(), reason);
        });
    }

    /** Lifts a quarantine in the environment in which it was set. */
    public SlotState liftQuarantine(EnvironmentName environment, String releaseIdentity, String reason) {
        return decide(
                PromotionPermissions.ROLLBACK,
                environment,
                () -> new Command.LiftQuarantine(releaseIdentity, principal(), reason));
    }

    /**
     * Pauses a rollout, lets it go on, ends its present step early, or takes all traffic from the release.
     *
     * @param rollout its name; {@code null} for the one that is under way
     */
    public SlotState act(PromotionId id, @CheckForNull String rollout, RolloutDecision decision, String reason) {
        demand(PromotionPermissions.ROLLBACK, id.environment());
        return slots.handle(id.environment(), decision.command(id, rollout, principal(), reason));
    }

    /** Whether whoever makes the present request has the permission, and is somebody. */
    public boolean may(Permission permission) {
        return !People.isNobody() && concerned.stream().allMatch(one -> one.hasPermission(permission));
    }

    /** Whether whoever makes the present request may declare hotfixes there, as far as permissions go. */
    public boolean mayDeclareHotfix(EnvironmentName environment) {
        return may(forHotfix(environment));
    }

    /** Whoever makes the present request, with their groups, and with those permissions that rules there speak of. */
    public Voter voter(EnvironmentName environment) {
        return People.current(
                slots.environments()
                        .find(environment)
                        .map(Environment::permissions)
                        .orElse(Set.of()),
                concerned);
    }

    private SlotState decide(Permission permission, EnvironmentName environment, Supplier<Command> command) {
        demand(permission, environment);
        return slots.handle(environment, command.get());
    }

    private void demand(Permission permission, EnvironmentName environment) {
        concerned.forEach(one -> one.checkPermission(permission));
        if (People.isNobody()) {
            throw new NotPossibleException(Messages.Decisions_nobody());
        }
        if (!slots.names().contains(environment)) {
            slots.environments().get(environment); // refuses it, with the names that there are
        }
        AbandonedPromotions.settle(slots, environment);
    }

    /** Who is named by the environment needs no more than to be somebody who works with the job. */
    private Permission forHotfix(EnvironmentName environment) {
        Hotfix hotfix =
                slots.environments().find(environment).map(Environment::hotfix).orElse(null);
        return hotfix != null && hotfix.namesDeclarers() ? Item.BUILD : PromotionPermissions.OVERRIDE;
    }

    private static Principal principal() {
        return People.current().principal();
    }
}
