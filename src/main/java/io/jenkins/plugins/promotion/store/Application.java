package io.jenkins.plugins.promotion.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.ApplicationName;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMSourceOwner;

/**
 * What a job releases, and where its ledgers are.
 *
 * <p>By default that is the job, and for a branch of a multibranch project the project: the ledgers lie in the item's own
 * directory, so that they move, are renamed and are backed up with it. An application with a name of its own belongs to
 * the folder of the job that names it, so that no job elsewhere can write to it.
 *
 * <p>An instance is made for the moment and never persisted: the item may be renamed at any time.
 */
public final class Application {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final ItemGroup<?> group;
    private final Item item;
    private final String name;

    private Application(ItemGroup<?> group, Item item, String name) {
        this.group = group;
        this.item = item;
        this.name = name;
    }

    /**
     * The application of a job.
     *
     * @param named the name that the job gives, {@code null} for the default
     * @throws InvalidValueException when the name is not of 1 to 64 letters, digits, dots, underscores and dashes
     */
    public static Application of(Job<?, ?> job, @CheckForNull String named) {
        if (named != null) {
            if (!NAME.matcher(named).matches()) {
                throw new InvalidValueException(
                        "application",
                        named,
                        "a name has 1 to 64 letters, digits, '.', '_' or '-', and starts with a letter or digit");
            }
            ItemGroup<?> folder = owner(job).getParent();
            return new Application(folder, folder instanceof Item item ? item : null, named);
        }
        return of(owner(job));
    }

    /** The default application of an item that is a job or a multibranch project. */
    public static Application of(Item item) {
        return new Application(null, item, null);
    }

    /** The application of that name that belongs to a folder, or to the controller itself. */
    public static Application named(ItemGroup<?> folder, String name) {
        return new Application(folder, folder instanceof Item item ? item : null, name);
    }

    private static Item owner(Job<?, ?> job) {
        return job.getParent() instanceof SCMSourceOwner project ? project : job;
    }

    /** What people call it. */
    public ApplicationName name() {
        String full = group == null ? item.getFullName() : group.getFullName();
        return new ApplicationName(name == null ? full : full.isEmpty() ? name : full + "/" + name);
    }

    /** The item whose permissions and environments count, {@code null} for a named application outside of folders. */
    @CheckForNull
    public Item item() {
        return item;
    }

    /** The name that a Jenkinsfile gave, {@code null} for the default. */
    @CheckForNull
    public String explicitName() {
        return name;
    }

    /** The ledger of one of its slots; the file may not exist yet. */
    public Path ledger(EnvironmentName environment) {
        return directory().resolve(environment.key() + ".jsonl");
    }

    /** Where its ledgers are; the directory may not exist yet. */
    public Path directory() {
        Path root = item instanceof AbstractItem owner
                ? owner.getRootDir().toPath()
                : Jenkins.get().getRootDir().toPath();
        Path promotions = root.resolve("promotions");
        return name == null ? promotions : promotions.resolve("applications").resolve(name.toLowerCase(Locale.ROOT));
    }

    /** Equal while they mean the same item, whatever it is called now. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Application application
                && application.item == item
                && application.group == group
                && Objects.equals(application.name, name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(item), System.identityHashCode(group), name);
    }

    @Override
    public String toString() {
        return name().value();
    }
}
