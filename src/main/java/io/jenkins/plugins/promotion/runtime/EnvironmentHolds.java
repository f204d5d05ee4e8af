package io.jenkins.plugins.promotion.runtime;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.security.AccessControlled;
import io.jenkins.plugins.promotion.config.ConfiguredEnvironments;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.policy.WiderHold;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.promotion.PromotionMachine;
import io.jenkins.plugins.promotion.engine.promotion.Slot;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PermissionNames;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.LedgerStore;
import java.io.File;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/**
 * Holds of an environment for everything inside a folder, or for everything on the controller.
 *
 * <p>A hold that a person sets is an event, not a setting: it is recorded in a ledger of its own, one for each
 * environment, in the directory of the folder or of the controller. So it is known who stopped what, when and why, and no
 * reload of the configuration lifts it. It stops the environment of that name for every application inside, also where no
 * such environment is configured yet.
 */
public final class EnvironmentHolds {
    @CheckForNull
    private final AbstractFolder<?> folder;

    private EnvironmentHolds(@CheckForNull AbstractFolder<?> folder) {
        this.folder = folder;
    }

    /** The holds for everything inside a folder, or with {@code null} on the controller. */
    public static EnvironmentHolds at(@CheckForNull AbstractFolder<?> folder) {
        return new EnvironmentHolds(folder);
    }

    /**
     * Every hold that stops an environment for an application from outside of its slot, the widest first.
     *
     * @throws LedgerException when one of the records cannot be read: then nobody knows, and nothing may start
     */
    public static List<WiderHold> around(Application application, EnvironmentName environment) {
        List<WiderHold> holds = new ArrayList<>();
        for (EnvironmentHolds place : placesAround(application.item())) {
            place.hold(environment).ifPresent(hold -> holds.add(place.wider(hold)));
        }
        return holds;
    }

    /** The places whose holds stop what is in an item, the widest first: the controller, and each folder down to the item. */
    public static List<EnvironmentHolds> placesAround(@CheckForNull Item item) {
        List<EnvironmentHolds> places = new ArrayList<>();
        for (Object place = item; place instanceof Item inside; place = inside.getParent()) {
            if (inside instanceof AbstractFolder<?> folder) {
                places.add(0, at(folder));
            }
        }
        places.add(0, at(null));
        return places;
    }

    /** For what is held here, as a phrase. */
    public String described() {
        return folder == null
                ? Messages.EnvironmentHolds_everywhere()
                : Messages.EnvironmentHolds_inFolder(folder.getFullName());
    }

    /** Who can hold and lift here, as a phrase. */
    public String lifters() {
        String permission = PermissionNames.name(PromotionPermissions.MANAGE);
        return folder == null
                ? Messages.EnvironmentHolds_lifters(permission)
                : Messages.EnvironmentHolds_liftersInFolder(permission, folder.getFullName());
    }

    /**
     * The environments to show here: those that are configured here, then those that folders inside define, then those that
     * only the record knows.
     *
     * @throws LedgerException when the directory of the record cannot be read
     */
    public List<EnvironmentName> names() {
        Set<EnvironmentName> names = configured();
        names.addAll(LedgerStore.get().recorded(directory()));
        return List.copyOf(names);
    }

    /**
     * The environment of that name that is configured here or inside.
     *
     * @throws InvalidValueException when there is none; the message lists the known ones and the nearest name
     */
    public EnvironmentName known(EnvironmentName name) {
        return new Environments(configured().stream().map(Environment::open).toList())
                .get(name)
                .name();
    }

    private Set<EnvironmentName> configured() {
        Set<EnvironmentName> names = new LinkedHashSet<>(
                names(() -> folder == null ? ConfiguredEnvironments.global() : ConfiguredEnvironments.of(folder)));
        ItemGroup<?> inside = folder == null ? Jenkins.get() : folder;
        Items.allItems(inside, AbstractFolder.class)
                .forEach(below -> names.addAll(names(() -> ConfiguredEnvironments.of(below))));
        return names;
    }

    /** None while the configuration contradicts itself. */
    private static List<EnvironmentName> names(Supplier<Environments> environments) {
        try {
            return environments.get().all().stream().map(Environment::name).toList();
        } catch (InvalidValueException e) {
            return List.of();
        }
    }

    /**
     * The hold that was set here, and not around here.
     *
     * @throws LedgerException when the record cannot be read
     */
    public Optional<Hold> hold(EnvironmentName environment) {
        return ledger(environment).state().hold();
    }

    /**
     * All that was ever held and lifted here, for whoever shows it.
     *
     * @throws LedgerException when the record cannot be read
     */
    public SlotState state(EnvironmentName environment) {
        return ledger(environment).state();
    }

    /** Whether whoever makes the present request may hold and lift here. */
    public boolean isPermitted() {
        return place().hasPermission(PromotionPermissions.MANAGE);
    }

    /**
     * Stops an environment for everything inside, at once.
     *
     * @throws hudson.security.AccessDeniedException3 without the permission to manage environments here
     * @throws NotPossibleException when it is held here already, without a reason, or when nobody is logged in
     * @throws LedgerException when it cannot be recorded
     */
    public void hold(EnvironmentName environment, String reason) {
        checkPermitted();
        handle(environment, new Command.Hold(People.current().principal(), reason));
    }

    /**
     * Lifts the hold that was set here; whatever waits for it goes on.
     *
     * @throws hudson.security.AccessDeniedException3 without the permission to manage environments here
     * @throws NotPossibleException when it is not held here, without a reason, or when nobody is logged in
     * @throws LedgerException when it cannot be recorded
     */
    public void lift(EnvironmentName environment, String reason) {
        checkPermitted();
        handle(environment, new Command.LiftHold(People.current().principal(), reason));
    }

    private void checkPermitted() {
        place().checkPermission(PromotionPermissions.MANAGE);
        if (People.isNobody()) {
            throw new NotPossibleException(Messages.Decisions_nobody());
        }
    }

    private void handle(EnvironmentName environment, Command command) {
        PromotionMachine machine =
                new PromotionMachine(Environment.open(environment), SlotState::empty, UserIds.IGNORING_CASE);
        new Slot(ledger(environment), () -> machine, InstantSource.system()).handle(command);
        AttachedPromotions.get().changed(environment, this::contains);
    }

    private boolean contains(Application application) {
        for (Object place = application.item(); place instanceof Item item; place = item.getParent()) {
            if (item.equals(folder)) {
                return true;
            }
        }
        return folder == null;
    }

    private WiderHold wider(Hold hold) {
        return new WiderHold(described(), hold, lifters());
    }

    private AccessControlled place() {
        return folder == null ? Jenkins.get() : folder;
    }

    private FileLedger ledger(EnvironmentName environment) {
        return LedgerStore.get().ledger(directory().resolve(environment.key() + ".jsonl"), environment);
    }

    private Path directory() {
        File root = folder == null ? Jenkins.get().getRootDir() : folder.getRootDir();
        return root.toPath().resolve("promotions").resolve("holds");
    }
}
