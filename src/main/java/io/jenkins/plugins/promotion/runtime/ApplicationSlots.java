package io.jenkins.plugins.promotion.runtime;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.promotion.config.ConfiguredEnvironments;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.promotion.PromotionMachine;
import io.jenkins.plugins.promotion.engine.promotion.Slot;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlanner;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.rollout.RolloutMachine;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.LedgerArchive;
import io.jenkins.plugins.promotion.store.LedgerStore;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jenkins.model.Jenkins;

/**
 * The slots of one application, under the environments that are configured for it now.
 *
 * <p>Made for the moment; all state is in the ledgers. Reading and writing may take the time of a disk access, so it is
 * not for threads that run Pipelines. It checks no permission: whoever lets a person act does.
 */
public final class ApplicationSlots {
    private final Application application;

    private ApplicationSlots(Application application) {
        this.application = application;
    }

    /** The slots of an application. */
    public static ApplicationSlots of(Application application) {
        return new ApplicationSlots(application);
    }

    /** Whose slots these are. */
    public Application application() {
        return application;
    }

    /** The environments that are configured for it now, in order. */
    public Environments environments() {
        return application.item() == null
                ? ConfiguredEnvironments.global()
                : ConfiguredEnvironments.of(application.item());
    }

    /** The environments to show: the configured ones in order, then those that only the record knows. */
    public List<EnvironmentName> names() {
        Set<EnvironmentName> names = new LinkedHashSet<>();
        environments().all().forEach(environment -> names.add(environment.name()));
        names.addAll(LedgerStore.get().recorded(application));
        return new ArrayList<>(names);
    }

    /**
     * What the ledger says of one slot.
     *
     * @throws LedgerException when it cannot be read
     */
    public SlotState state(EnvironmentName environment) {
        return LedgerStore.get().ledger(application, environment).state();
    }

    /**
     * Decides and records a command, and lets whoever waits look again when it changed something.
     *
     * @throws NotPossibleException when the command cannot be; nothing was recorded
     * @throws InvalidValueException when the environment is not configured (any more)
     * @throws LedgerException when the ledger cannot be read or written; nothing may be done for the command
     */
    public SlotState handle(EnvironmentName environment, Command command) {
        if (command instanceof Command.BodyEnded end && mayBeVerified(state(environment), end)) {
            new SlotFile(SlotFile.Purpose.VERIFICATION, application, environment).announce();
        }
        if (mayBeWatched(environment, command)) {
            new SlotFile(SlotFile.Purpose.WATCH, application, environment).announce();
        }
        if (TagsAhead.of(command, state(environment), configured(environment))) {
            new SlotFile(SlotFile.Purpose.TAG, application, environment).announce();
        }
        return recorded(environment, slot -> slot.handle(underConfiguration(environment, command)));
    }

    /**
     * The same for a command to a rollout.
     *
     * @throws NotPossibleException when the command cannot be; nothing was recorded
     * @throws LedgerException when the ledger cannot be read or written; nothing may be done for the command
     */
    public SlotState handle(EnvironmentName environment, RolloutCommand command) {
        return recorded(environment, slot -> slot.handle((state, now) -> RolloutMachine.decide(state, command, now)));
    }

    private SlotState recorded(EnvironmentName environment, Function<Slot, SlotState> command) {
        SlotState before = state(environment);
        SlotState after = command.apply(slot(environment));
        if (after.version() != before.version()) {
            LedgerArchive.get().recorded(application.ledger(environment));
            SlotListener.tell(this, before, after);
            AttachedPromotions.get().changed(application);
        }
        return after;
    }

    /** What the record demands to be done for a promotion now. */
    public Effect effect(PromotionId id) {
        return slot(id.environment()).effect(id);
    }

    /** The machine of one environment, for questions that change nothing. */
    public PromotionMachine machine(EnvironmentName environment) {
        return new PromotionMachine(
                configured(environment),
                this::state,
                names(),
                () -> EnvironmentHolds.around(application, environment),
                new RealmUserIds());
    }

    /** Where a rollback of one environment could go, on what is recorded now. */
    public RollbackPlanner planner(EnvironmentName environment) {
        SlotState state = state(environment);
        return new RollbackPlanner(state, machine(environment).waysBack(state, Instant.now()));
    }

    private boolean mayBeVerified(SlotState slot, Command.BodyEnded end) {
        return end.failure() == null
                && configured(slot.environment()).health() != null
                && slot.holder()
                        .filter(holder -> holder.id().equals(end.id()))
                        .filter(holder -> !(holder.state() instanceof PromotionState.Verifying))
                        .isPresent();
    }

    /** A watch begins with the verified end of a deployment. */
    private boolean mayBeWatched(EnvironmentName environment, Command command) {
        return (command instanceof Command.BodyEnded body && body.failure() == null
                        || command instanceof Command.VerificationEnded end && end.verdict() == Verdict.PASS)
                && configured(environment).watch() != null
                && state(environment).holder().isPresent();
    }

    private Environment configured(EnvironmentName environment) {
        return environments().find(environment).orElseGet(() -> Environment.open(environment));
    }

    /**
     * What every rule says of a promotion at that moment, and when it could start as far as the clock decides.
     *
     * @throws NotPossibleException when the ledger does not know it
     */
    public Forecast forecast(PromotionId id, Instant at) {
        SlotState state = state(id.environment());
        Promotion promotion = state.find(id)
                .orElseThrow(() -> new NotPossibleException(Messages.ApplicationSlots_unknown(id, application)));
        return machine(id.environment()).forecast(state, promotion, at);
    }

    /**
     * The same for a release that nobody asked for yet, as if this person did at that moment without notes and ticket.
     *
     * @throws InvalidValueException when the environment is not configured
     */
    public Forecast forecast(EnvironmentName environment, Release release, Principal by, Instant at) {
        environments().get(environment);
        SlotState state = state(environment);
        Command.Request request = new Command.Request(
                Kind.PROMOTION,
                release,
                by,
                OnFailure.LEAVE,
                null,
                null,
                null,
                build(release)
                        .map(run -> DeployedChanges.of(this, environment, release, run))
                        .orElse(null),
                null,
                null,
                null);
        return machine(environment).forecast(state, request, at);
    }

    private static Optional<Run<?, ?>> build(Release release) {
        Job<?, ?> job = Jenkins.get().getItemByFullName(release.build().job(), Job.class);
        return Optional.ofNullable(job)
                .map(one -> one.getBuildByNumber(release.build().number()));
    }

    /** Nothing may start in an environment whose rules are gone; what has begun there may end. */
    private Command underConfiguration(EnvironmentName environment, Command command) {
        if (command instanceof Command.Request) {
            environments().get(environment);
        } else if (command instanceof Command.Reconsider look
                && environments().find(environment).isEmpty()) {
            return new Command.Abort(
                    look.id(), Principal.AUTOMATIC, "The environment " + environment + " is not defined any more.");
        }
        return command;
    }

    private Slot slot(EnvironmentName environment) {
        return new Slot(
                LedgerStore.get().ledger(application, environment), () -> machine(environment), InstantSource.system());
    }
}
