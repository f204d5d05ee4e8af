package io.jenkins.plugins.promotion.store;

import io.jenkins.plugins.promotion.engine.health.GateCodec;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is kept of the verification of a slot, or of the watch over it, beside its ledger: that there may be one, and what is
 * known of it. It is there before a verification or a watch is recorded, so that whoever starts Jenkins finds every one
 * without reading ledgers, and it goes with it. Everything that counts is in the ledger; without this file a verification
 * only begins its counts anew.
 *
 * <p>Three lines: the name that a Jenkinsfile gave the application, which may be empty; the token; the state.
 */
public final class VerificationFile {
    private static final Logger LOGGER = Logger.getLogger(VerificationFile.class.getName());

    private final SlotFile file;

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

    private VerificationFile(SlotFile file) {
        this.file = file;
    }

    /**
     * @param purpose what is looked at
     * @param application whose slot it is
     * @param environment which of its slots
     */
    public VerificationFile(Purpose purpose, Application application, EnvironmentName environment) {
        this(new SlotFile(application, environment, purpose.suffix));
    }

    /** Whose slot it is. */
    public Application application() {
        return file.application();
    }

    /** Which of its slots. */
    public EnvironmentName environment() {
        return file.environment();
    }

    /**
     * Says that a verification or a watch may be recorded soon.
     *
     * @throws LedgerException when it cannot be said; nothing may be recorded then
     */
    public void announce() {
        try {
            Files.createDirectories(application().directory());
            file.write("", true);
        } catch (IOException e) {
            throw new LedgerException(
                    "That " + environment() + " is to be verified cannot be noted: " + e.getMessage(), e);
        }
    }

    /** What is known of the verification with that token; empty when nothing is, or it cannot be read. */
    public Optional<GateState> state(long token) {
        try {
            List<String> lines = file.lines();
            return lines.size() >= 3 && lines.get(1).equals(Long.toString(token))
                    ? Optional.of(GateCodec.readState(lines.get(2)))
                    : Optional.empty();
        } catch (IOException | InvalidValueException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "What is kept in " + file.path() + " cannot be read; its counts begin anew");
            return Optional.empty();
        }
    }

    /**
     * Keeps a state in place of the one before.
     *
     * @param forSure whether it must be there after a loss of power as well
     */
    public void keep(long token, GateState state, boolean forSure) throws IOException {
        if (Files.isDirectory(application().directory())) {
            file.write(token + "\n" + GateCodec.write(state) + "\n", forSure);
        }
    }

    /** Says that nothing is being looked at. */
    public void delete() {
        file.delete();
    }

    /** Those of all items. It looks into the directory of each, and is for workers. */
    public static List<VerificationFile> all(Purpose purpose) {
        return SlotFile.all(purpose.suffix).stream().map(VerificationFile::new).toList();
    }
}
