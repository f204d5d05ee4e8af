package io.jenkins.plugins.promotion.store;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The ledgers of this controller, one instance a file.
 *
 * <p>Nothing is read at start-up: a ledger is read when it is first asked for, and may be dropped from memory while
 * nobody uses it. Safe for use by several threads.
 */
@Extension
public final class LedgerStore {
    private static final String SUFFIX = ".jsonl";

    private final Map<Path, SoftReference<FileLedger>> ledgers = new ConcurrentHashMap<>();

    /** The one of this controller. */
    public static LedgerStore get() {
        return ExtensionList.lookupSingleton(LedgerStore.class);
    }

    /** The ledger of one slot, without reading it. */
    public FileLedger ledger(Application application, EnvironmentName environment) {
        return ledger(application.ledger(environment), environment);
    }

    /** The ledger in a file, without reading it; the file may not exist yet. */
    public FileLedger ledger(Path file, EnvironmentName environment) {
        FileLedger[] found = new FileLedger[1];
        ledgers.compute(file, (path, reference) -> {
            FileLedger ledger = reference == null ? null : reference.get();
            found[0] = ledger == null ? new FileLedger(path, environment) : ledger;
            return ledger == null ? new SoftReference<>(found[0]) : reference;
        });
        return found[0];
    }

    /** Whether the file is one by its name, or a torn end that was cut off one; beside them are notes of what is under way. */
    static boolean isLedger(Path file) {
        return file.toFile().getName().matches(".*\\.jsonl(\\.torn-\\d+)?");
    }

    /**
     * The environments of which the application has a record, by name.
     *
     * @throws LedgerException when the directory cannot be read
     */
    public List<EnvironmentName> recorded(Application application) {
        return recorded(application.directory());
    }

    /**
     * The environments of which there is a record in a directory, by name; none when there is no such directory.
     *
     * @throws LedgerException when the directory cannot be read
     */
    public List<EnvironmentName> recorded(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(file -> environment(file.toFile().getName()).stream())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new LedgerException("The ledgers in " + directory + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** The environment of a ledger by the name of its file; a file that is no ledger has none. */
    private static Optional<EnvironmentName> environment(String file) {
        try {
            return file.endsWith(SUFFIX)
                    ? Optional.of(EnvironmentName.of(file.substring(0, file.length() - SUFFIX.length())))
                    : Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }
}
