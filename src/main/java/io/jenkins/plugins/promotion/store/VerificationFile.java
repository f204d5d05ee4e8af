package io.jenkins.plugins.promotion.store;

import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.promotion.engine.health.GateCodec;
import io.jenkins.plugins.promotion.engine.health.GateState;
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
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * What is kept of the verification of a slot, or of the watch over it, beside its ledger: that there may be one, and what is
 * known of it. It is there before a verification or a watch is recorded, so that whoever starts Jenkins finds every one without reading ledgers, and it
 * goes with it. Everything that counts is in the ledger; without this file a verification only begins its counts anew.
 *
 * <p>Three lines: the name that a Jenkinsfile gave the application, which may be empty; the token; the state.
 */
public final class VerificationFile {
    private static final Logger LOGGER = Logger.getLogger(VerificationFile.class.getName());

    private final Purpose purpose;
    private final Application application;
    private final EnvironmentName environment;

    /** What is looked at. */
    public enum Purpose {
        /** A deployment, before it counts. */
        VERIFICATION(".verifying"),
        /** What is live, after its build has ended. */
        WATCH(".watching");

        private final String suffix;

        Purpose(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * @param purpose what is looked at
     * @param application whose slot it is
     * @param environment which of its slots
     */
    public VerificationFile(Purpose purpose, Application application, EnvironmentName environment) {
        this.purpose = purpose;
        this.application = application;
        this.environment = environment;
    }

    /** Whose slot it is. */
    public Application application() {
        return application;
    }

    /** Which of its slots. */
    public EnvironmentName environment() {
        return environment;
    }

    /**
     * Says that a verification may be recorded soon.
     *
     * @throws LedgerException when it cannot be said; nothing may be recorded then
     */
    public void announce() {
        try {
            Files.createDirectories(application.directory());
            write(name() + "\n", true);
        } catch (IOException e) {
            throw new LedgerException(
                    "That " + environment + " is to be verified cannot be noted: " + e.getMessage(), e);
        }
    }

    /** What is known of the verification with that token; empty when nothing is, or it cannot be read. */
    public Optional<GateState> state(long token) {
        try {
            List<String> lines = Files.exists(path()) ? Files.readAllLines(path(), StandardCharsets.UTF_8) : List.of();
            return lines.size() >= 3 && lines.get(1).equals(Long.toString(token))
                    ? Optional.of(GateCodec.readState(lines.get(2)))
                    : Optional.empty();
        } catch (IOException | InvalidValueException e) {
            LOGGER.log(Level.WARNING, e, () -> "What is kept in " + path() + " cannot be read; its counts begin anew");
            return Optional.empty();
        }
    }

    /**
     * Keeps a state in place of the one before.
     *
     * @param forSure whether it must be there after a loss of power as well
     */
    public void keep(long token, GateState state, boolean forSure) throws IOException {
        if (Files.isDirectory(application.directory())) {
            write(name() + "\n" + token + "\n" + GateCodec.write(state) + "\n", forSure);
        }
    }

    /** Says that nothing is being verified. */
    public void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> path() + " is of no use and cannot be deleted");
        }
    }

    /** Those of all items. It looks into the directory of each, and is for workers. */
    public static List<VerificationFile> all(Purpose purpose) {
        List<VerificationFile> found = new ArrayList<>();
        Jenkins jenkins = Jenkins.get();
        addNamed(purpose, found, jenkins, jenkins.getRootDir().toPath());
        for (AbstractItem item : jenkins.getAllItems(AbstractItem.class)) {
            Path root = item.getRootDir().toPath();
            environments(purpose, root.resolve("promotions"))
                    .forEach(
                            environment -> found.add(new VerificationFile(purpose, Application.of(item), environment)));
            if (item instanceof ItemGroup<?> group) {
                addNamed(purpose, found, group, root);
            }
        }
        return found;
    }

    private static void addNamed(Purpose purpose, List<VerificationFile> found, ItemGroup<?> group, Path root) {
        Path applications = root.resolve("promotions").resolve("applications");
        if (!Files.isDirectory(applications)) {
            return;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(applications)) {
            for (Path directory : each) {
                for (EnvironmentName environment : environments(purpose, directory)) {
                    String name = Files.readAllLines(directory.resolve(environment.key() + purpose.suffix))
                            .get(0);
                    found.add(new VerificationFile(purpose, Application.named(group, name), environment));
                }
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            LOGGER.log(Level.WARNING, e, () -> "What is being verified in " + applications + " cannot be told");
        }
    }

    private static List<EnvironmentName> environments(Purpose purpose, Path directory) {
        List<EnvironmentName> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + purpose.suffix)) {
                for (Path file : files) {
                    String name = file.toFile().getName();
                    names.add(EnvironmentName.of(name.substring(0, name.length() - purpose.suffix.length())));
                }
            } catch (IOException | InvalidValueException e) {
                LOGGER.log(Level.WARNING, e, () -> "What is being verified in " + directory + " cannot be told");
            }
        }
        return names;
    }

    private String name() {
        return application.explicitName() == null ? "" : application.explicitName();
    }

    private Path path() {
        return application.directory().resolve(environment.key() + purpose.suffix);
    }

    private void write(String text, boolean forSure) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(path(), StandardCharsets.UTF_8, false, forSure)) {
            try {
                writer.write(text);
                writer.commit();
            } finally {
                writer.abort();
            }
        }
    }
}
