package io.jenkins.plugins.promotion.commandline.explain;

import io.jenkins.plugins.promotion.commandline.audit.LedgerAudit;
import io.jenkins.plugins.promotion.commandline.audit.LedgerReport;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the ledgers of one application say of each environment. Nothing is modified.
 *
 * @param slots by environment; one without a ledger is missing
 */
record Records(Map<EnvironmentName, SlotState> slots) {
    /** Without any ledger. */
    static final Records NONE = new Records(Map.of());

    /**
     * Reads the ledgers of a directory, or, for a named application, those of its directory below {@code applications}.
     *
     * @throws InvalidInputException when there is no such directory
     * @throws LedgerException when a ledger was altered or cannot be read
     */
    static Records read(Path directory, String application, Environments environments) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new InvalidInputException("--ledger: '" + directory + "' is no directory");
        }
        Path named = application == null || !application.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
                ? directory
                : directory.resolve("applications").resolve(application.toLowerCase(Locale.ROOT));
        Path place = Files.isDirectory(named) ? named : directory;
        Map<EnvironmentName, SlotState> slots = new HashMap<>();
        for (Environment environment : environments.all()) {
            Path file = place.resolve(environment.name().key() + LedgerAudit.SUFFIX);
            if (Files.exists(file)) {
                LedgerReport report = LedgerAudit.audit(file);
                if (!report.isSound()) {
                    throw new LedgerException("NOT RELIABLE: " + file + ": " + report.problem(), null);
                }
                slots.put(environment.name(), report.state());
            }
        }
        return new Records(slots);
    }

    SlotState slot(EnvironmentName environment) {
        return slots.getOrDefault(environment, SlotState.empty(environment));
    }
}
