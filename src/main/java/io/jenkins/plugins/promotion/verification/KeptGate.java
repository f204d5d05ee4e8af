package io.jenkins.plugins.promotion.verification;

import io.jenkins.plugins.promotion.engine.health.GateCodec;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is known of a gate that runs without a build, kept where a restart finds it. It is never far behind, and without it a
 * gate only begins its counts anew.
 *
 * <p>In the file of the slot it has two lines: the token, and the state.
 */
final class KeptGate {
    private static final Logger LOGGER = Logger.getLogger(KeptGate.class.getName());
    /** How old what is kept may be while nothing changes but counters. */
    private static final Duration MOST_UNKEPT = Duration.ofSeconds(20);

    private final SlotFile file;
    private final long token;
    private Instant keptAt = Instant.MIN;

    /** @param token names the gate among those of its slot */
    KeptGate(SlotFile file, long token) {
        this.file = file;
        this.token = token;
    }

    /** What was kept of this gate; empty when nothing was, or it cannot be read. */
    Optional<GateState> state() {
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

    /** Keeps what matters at once, and the rest now and then. */
    void changed(GateState before, GateState now) {
        boolean matters = before.isSoaking() != now.isSoaking() || now.isOver();
        Instant time = Instant.now();
        if (matters || keptAt.equals(Instant.MIN) || keptAt.plus(MOST_UNKEPT).isBefore(time)) {
            keep(now, matters);
            keptAt = time;
        }
    }

    /** @param forSure whether it must be there after a loss of power as well */
    void keep(GateState now, boolean forSure) {
        try {
            file.keep(token + "\n" + GateCodec.write(now) + "\n", forSure);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "What is known of the health of " + file.application() + " in " + file.environment()
                            + " could not be kept");
        }
    }
}
