package io.jenkins.plugins.promotion.commandline.audit;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Verifies a ledger: the chain of hashes, and that each record can follow those before it.
 *
 * <p>It reads a copy, because opening a ledger cuts a torn end off: the ledger itself is never written to, nor is
 * anything beside it.
 */
public final class LedgerAudit {
    /** How the file of a ledger is named: after the environment, in lower case, and this. */
    public static final String SUFFIX = ".jsonl";

    private static final Logger FILE_LEDGER = Logger.getLogger(FileLedger.class.getName());

    private LedgerAudit() {}

    /**
     * Verifies one ledger.
     *
     * @throws IOException when no copy can be made; a ledger that cannot be read is no exception but a problem in the
     *     report
     */
    public static LedgerReport audit(Path file) throws IOException {
        EnvironmentName environment;
        try {
            environment = EnvironmentName.of(file.getFileName().toString().replaceFirst("\\.jsonl$", ""));
        } catch (InvalidValueException e) {
            return LedgerReport.unsound(file, "its name is not that of a ledger: " + e.getMessage());
        }
        Path directory = Files.createTempDirectory("promotion-audit");
        Path copy = directory.resolve(environment.key() + SUFFIX);
        try {
            try {
                Files.copy(file, copy);
            } catch (IOException e) {
                return LedgerReport.unsound(file, "it cannot be read: " + e);
            }
            return audit(file, copy, environment);
        } finally {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
                for (Path path : left) {
                    Files.delete(path);
                }
            }
            Files.delete(directory);
        }
    }

    private static LedgerReport audit(Path file, Path copy, EnvironmentName environment) throws IOException {
        Level before = FILE_LEDGER.getLevel();
        FILE_LEDGER.setLevel(Level.OFF); // it would warn that it cut the copy, which is of no interest
        try {
            FileLedger ledger = new FileLedger(copy, environment);
            SlotState state = ledger.state();
            List<Path> torn = ledger.tornTails();
            return new LedgerReport(
                    file, null, state, ledger.head(), torn.isEmpty() ? 0 : Files.size(torn.get(0)), cutEarlier(file));
        } catch (LedgerException e) {
            return LedgerReport.unsound(file, e.getMessage().replace(copy.toString(), file.toString()));
        } finally {
            FILE_LEDGER.setLevel(before);
        }
    }

    private static int cutEarlier(Path file) throws IOException {
        int number = 0;
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(file.toAbsolutePath().getParent())) {
            for (Path path : beside) {
                if (path.getFileName().toString().startsWith(file.getFileName() + ".torn-")) {
                    number++;
                }
            }
        }
        return number;
    }
}
