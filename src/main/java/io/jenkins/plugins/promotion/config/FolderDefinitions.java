package io.jenkins.plugins.promotion.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessControlled;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * What folders define, as last changed by somebody who may.
 *
 * <p>A folder can be rewritten whole, by its form, {@code config.xml}, the command line or a plugin. What this class holds
 * is in force, not what the folder happens to hold, so that a change by somebody without the permission, or to something
 * that is not allowed, is never in force. Such a change is undone in the folder: an altered property while it is read, a
 * removed one as soon as the folder is saved.
 */
@Extension
public final class FolderDefinitions extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(FolderDefinitions.class.getName());

    private final Map<AbstractFolder<?>, List<EnvironmentDefinition>> byFolder =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** Folders whose file on disk says something that was refused. */
    private final Set<AbstractFolder<?>> refused =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static FolderDefinitions get() {
        return ExtensionList.lookupSingleton(FolderDefinitions.class);
    }

    /** What is in force on a folder. */
    List<EnvironmentDefinition> inForce(AbstractFolder<?> folder) {
        return byFolder.getOrDefault(folder, List.of());
    }

    /**
     * Which definitions a folder is to hold when it is given some.
     *
     * @throws RuntimeException when a folder would be created with definitions that are refused
     */
    List<EnvironmentDefinition> admit(AbstractFolder<?> folder, List<EnvironmentDefinition> given) {
        if (!Items.currentlyUpdatingByXml()) {
            byFolder.putIfAbsent(folder, given);
            return given;
        }
        List<EnvironmentDefinition> before = inForce(folder);
        if (Definitions.same(before, given)) {
            return before;
        }
        try {
            folder.checkPermission(PromotionPermissions.MANAGE);
            check(folder, given);
            byFolder.putIfAbsent(folder, given);
            return given;
        } catch (RuntimeException e) {
            if (isBeingCreated(folder)) {
                throw e;
            }
            LOGGER.log(Level.WARNING, e, () -> "The environments of " + folder.getFullName() + " stay as they are");
            refused.add(folder);
            return before;
        }
    }

    /**
     * Refuses definitions that a folder cannot have, or with which those of a folder inside it would no longer be right.
     * One that is in force and has become weaker than what is inherited may stay as it is: both hold then, and the rest of
     * the folder can be saved.
     *
     * @throws IllegalArgumentException naming what is not allowed
     */
    void check(AbstractFolder<?> folder, List<EnvironmentDefinition> definitions) {
        Definitions.toEnvironments(definitions);
        Environments inherited = ConfiguredEnvironments.inherited(folder);
        Weakenings.refuse(
                inherited,
                definitions.stream()
                        .filter(definition -> !isInForce(folder, definition))
                        .toList());
        Layer own = new Layer(folder.getFullName(), definitions);
        Layering.resolve(inherited, List.of(own));
        for (AbstractFolder<?> inside : folders()) {
            if (inside != folder && isWithin(inside, folder)) {
                List<Layer> layers = new ArrayList<>(List.of(own));
                layers.addAll(ConfiguredEnvironments.layers(inside, folder));
                checkStays(inside, inherited, layers);
            }
        }
    }

    /**
     * Refuses environments of the controller with which those of a folder would no longer be right.
     *
     * @throws IllegalArgumentException naming the folder
     */
    void checkWith(Environments global) {
        for (AbstractFolder<?> folder : folders()) {
            checkStays(folder, global, ConfiguredEnvironments.layers(folder, null));
        }
    }

    private boolean isInForce(AbstractFolder<?> folder, EnvironmentDefinition definition) {
        try {
            Environment wanted = definition.toEnvironment();
            return inForce(folder).stream()
                    .anyMatch(present -> present.toEnvironment().equals(wanted));
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private static void checkStays(AbstractFolder<?> folder, Environments inherited, List<Layer> layers) {
        try {
            Layering.resolve(inherited, layers);
        } catch (IllegalArgumentException e) {
            if (isRight(folder)) {
                throw new IllegalArgumentException("folder " + folder.getFullName() + ": " + e.getMessage(), e);
            }
        }
    }

    private static boolean isRight(AbstractFolder<?> folder) {
        try {
            ConfiguredEnvironments.of(folder);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void onUpdated(Item item) {
        if (item instanceof AbstractFolder<?> folder) {
            List<EnvironmentDefinition> before = inForce(folder);
            FolderEnvironments property = folder.getProperties().get(FolderEnvironments.class);
            List<EnvironmentDefinition> now = property == null ? List.of() : property.getEnvironments();
            if (!now.equals(before) && !Definitions.same(before, now)) {
                try {
                    folder.checkPermission(PromotionPermissions.MANAGE);
                    check(folder, now);
                } catch (RuntimeException e) {
                    LOGGER.log(Level.WARNING, e, () -> "The environments of " + folder.getFullName() + " are restored");
                    restore(folder, before);
                    return;
                }
            }
            byFolder.put(folder, now);
            if (refused.remove(folder)) {
                save(folder);
            }
            if (!before.isEmpty() || !now.isEmpty()) {
                ConfigurationListener.fire();
            }
        }
    }

    @Override
    public void onCheckCopy(Item source, ItemGroup parent) throws Failure {
        if (source instanceof AbstractFolder<?> folder
                && !inForce(folder).isEmpty()
                && parent instanceof AccessControlled target
                && !target.hasPermission(PromotionPermissions.MANAGE)) {
            throw new Failure(Messages.FolderDefinitions_mayNotCopy(folder.getFullName()));
        }
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        ConfigurationListener.fire();
    }

    private static void restore(AbstractFolder<?> folder, List<EnvironmentDefinition> before) {
        try {
            folder.getProperties().removeAll(FolderEnvironments.class);
            if (!before.isEmpty()) {
                folder.addProperty(new FolderEnvironments(before));
            }
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, e, () -> "Cannot restore the environments of " + folder.getFullName());
        }
    }

    private static void save(AbstractFolder<?> folder) {
        try {
            folder.save();
        } catch (IOException e) {
            LOGGER.log(Level.SEVERE, e, () -> "Cannot restore the file of " + folder.getFullName());
        }
    }

    private List<AbstractFolder<?>> folders() {
        List<AbstractFolder<?>> known;
        synchronized (byFolder) {
            known = new ArrayList<>(byFolder.keySet());
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            known.removeIf(folder ->
                    inForce(folder).isEmpty() || Jenkins.get().getItemByFullName(folder.getFullName()) != folder);
        }
        return known;
    }

    private static boolean isBeingCreated(AbstractFolder<?> folder) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return folder.getParent().getItem(folder.getName()) == null;
        }
    }

    private static boolean isWithin(Item inner, Item outer) {
        for (Object place = inner; place instanceof Item item; place = item.getParent()) {
            if (place == outer) {
                return true;
            }
        }
        return false;
    }
}
