package io.jenkins.plugins.promotion.store;

import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * A small file beside the ledger of a slot, which says that something may be under way there. It is there before that is
 * recorded, so that whoever starts Jenkins finds such slots without reading ledgers, and it goes when nothing is left.
 * Everything that counts is in the ledger.
 *
 * <p>Its first line is the name that a Jenkinsfile gave the application, which may be empty. What follows is up to whoever
 * writes it.
 *
 * @param purpose what may be under way
 * @param application whose slot it is
 * @param environment which of its slots
 */
public record SlotFile(Purpose purpose, Application application, EnvironmentName environment) {
    private static final Logger LOGGER = Logger.getLogger(SlotFile.class.getName());

    /** What may be under way in a slot. */
    public enum Purpose {
        /** Health checks of a deployment, before it counts. */
        VERIFICATION(".verifying", "a deployment is to be verified"),
        /** Health checks of what is live, after its build has ended. */
        WATCH(".watching", "a release is to be watched"),
        /** Tags of verified releases. */
        TAG(".tagging", "a tag is due");

        private final String suffix;
        private final String phrase;

        Purpose(String suffix, String phrase) {
            this.suffix = suffix;
            this.phrase = phrase;
        }
    }

    /** Those of all items. It looks into the directory of each, and is for workers. */
    public static List<SlotFile> all(Purpose purpose) {
        List<SlotFile> found = new ArrayList<>();
        Jenkins jenkins = Jenkins.get();
        addNamed(found, jenkins, jenkins.getRootDir().toPath(), purpose);
        for (AbstractItem item : jenkins.getAllItems(AbstractItem.class)) {
            Path root = item.getRootDir().toPath();
            environments(root.resolve("promotions"), purpose.suffix)
                    .forEach(environment -> found.add(new SlotFile(purpose, Application.of(item), environment)));
            if (item instanceof ItemGroup<?> group) {
                addNamed(found, group, root, purpose);
            }
        }
        return found;
    }

    private static void addNamed(List<SlotFile> found, ItemGroup<?> group, Path root, Purpose purpose) {
        Path applications = root.resolve("promotions").resolve("applications");
        if (!Files.isDirectory(applications)) {
            return;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(applications)) {
            for (Path directory : each) {
                for (EnvironmentName environment : environments(directory, purpose.suffix)) {
                    String name = Files.readAllLines(directory.resolve(environment.key() + purpose.suffix))
                            .get(0);
                    found.add(new SlotFile(purpose, Application.named(group, name), environment));
                }
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            LOGGER.log(Level.WARNING, e, () -> "What is under way in " + applications + " cannot be told");
        }
    }

    private static List<EnvironmentName> environments(Path directory, String suffix) {
        List<EnvironmentName> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + suffix)) {
                for (Path file : files) {
                    String name = file.toFile().getName();
                    names.add(EnvironmentName.of(name.substring(0, name.length() - suffix.length())));
                }
            } catch (IOException | InvalidValueException e) {
                LOGGER.log(Level.WARNING, e, () -> "What is under way in " + directory + " cannot be told");
            }
        }
        return names;
    }

    /** Where it is. */
    public Path path() {
        return application.directory().resolve(environment.key() + purpose.suffix);
    }

    /**
     * Says that something may be recorded soon.
     *
     * @throws LedgerException when it cannot be said; nothing may be recorded then
     */
    public void announce() {
        try {
            Files.createDirectories(application.directory());
            write("", true);
        } catch (IOException e) {
            throw new LedgerException(
                    "That " + purpose.phrase + " in " + environment + " cannot be noted: " + e.getMessage(), e);
        }
    }

    /** Its lines, none when it is not there. */
    public List<String> lines() throws IOException {
        return Files.exists(path()) ? Files.readAllLines(path(), StandardCharsets.UTF_8) : List.of();
    }

    /**
     * Writes it in place of what was there, unless the slot is gone.
     *
     * @param more what comes after the first line
     * @param forSure whether it must be there after a loss of power as well
     */
    public void keep(String more, boolean forSure) throws IOException {
        if (Files.isDirectory(application.directory())) {
            write(more, forSure);
        }
    }

    private void write(String more, boolean forSure) throws IOException {
        String name = application.explicitName() == null ? "" : application.explicitName();
        try (AtomicFileWriter writer = new AtomicFileWriter(path(), StandardCharsets.UTF_8, false, forSure)) {
            try {
                writer.write(name + "\n" + more);
                writer.commit();
            } finally {
                writer.abort();
            }
        }
    }

    /** Says that nothing is under way. */
    public void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> path() + " is of no use and cannot be deleted");
        }
    }
}
