package io.jenkins.plugins.promotion.store;

import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.util.AtomicFileWriter;
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
 * A small file beside the ledger of a slot, which says that something is under way there: so whoever starts Jenkins finds
 * such slots without reading ledgers. Its first line is the name that a Jenkinsfile gave the application, which may be empty.
 *
 * @param suffix of its name, which tells what is under way
 */
record SlotFile(Application application, EnvironmentName environment, String suffix) {
    private static final Logger LOGGER = Logger.getLogger(SlotFile.class.getName());

    /** Those of all items with that suffix. It looks into the directory of each, and is for workers. */
    static List<SlotFile> all(String suffix) {
        List<SlotFile> found = new ArrayList<>();
        Jenkins jenkins = Jenkins.get();
        addNamed(found, jenkins, jenkins.getRootDir().toPath(), suffix);
        for (AbstractItem item : jenkins.getAllItems(AbstractItem.class)) {
            Path root = item.getRootDir().toPath();
            environments(root.resolve("promotions"), suffix)
                    .forEach(environment -> found.add(new SlotFile(Application.of(item), environment, suffix)));
            if (item instanceof ItemGroup<?> group) {
                addNamed(found, group, root, suffix);
            }
        }
        return found;
    }

    private static void addNamed(List<SlotFile> found, ItemGroup<?> group, Path root, String suffix) {
        Path applications = root.resolve("promotions").resolve("applications");
        if (!Files.isDirectory(applications)) {
            return;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(applications)) {
            for (Path directory : each) {
                for (EnvironmentName environment : environments(directory, suffix)) {
                    String name = Files.readAllLines(directory.resolve(environment.key() + suffix))
                            .get(0);
                    found.add(new SlotFile(Application.named(group, name), environment, suffix));
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

    Path path() {
        return application.directory().resolve(environment.key() + suffix);
    }

    /** Its lines, none when it is not there. */
    List<String> lines() throws IOException {
        return Files.exists(path()) ? Files.readAllLines(path(), StandardCharsets.UTF_8) : List.of();
    }

    /**
     * Writes it in place of what was there.
     *
     * @param more what comes after the first line
     * @param forSure whether it must be there after a loss of power as well
     */
    void write(String more, boolean forSure) throws IOException {
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
    void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> path() + " is of no use and cannot be deleted");
        }
    }
}
