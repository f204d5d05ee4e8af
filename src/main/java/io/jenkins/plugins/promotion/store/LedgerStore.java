package io.jenkins.plugins.promotion.store;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        FileLedger[] found = new FileLedger[1];
        ledgers.compute(application.ledger(environment), (path, reference) -> {
            FileLedger ledger = reference == null ? null : reference.get();
            found[0] = ledger == null ? new FileLedger(path, environment) : ledger;
            return ledger == null ? new SoftReference<>(found[0]) : reference;
        });
        return found[0];
    }

    /**
     * The environments of which the application has a record, by name.
     *
     * @throws LedgerException when the directory cannot be read
     */
    public List<EnvironmentName> recorded(Application application) {
        try (Stream<Path> files = Files.list(application.directory())) {
            return files.map(file -> file.toFile().getName())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> EnvironmentName.of(name.substring(0, name.length() - SUFFIX.length())))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new LedgerException("The ledgers of " + application + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
