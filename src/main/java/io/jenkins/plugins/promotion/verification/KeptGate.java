package io.jenkins.plugins.promotion.verification;

import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.store.VerificationFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is known of a gate that runs without a build, kept where a restart finds it. It is never far behind. */
final class KeptGate {
    private static final Logger LOGGER = Logger.getLogger(KeptGate.class.getName());
    /** How old what is kept may be while nothing changes but counters. */
    private static final Duration MOST_UNKEPT = Duration.ofSeconds(20);

    private final VerificationFile file;
    private final long token;
    private Instant keptAt = Instant.MIN;

    /** @param token names the gate among those of its slot */
    KeptGate(VerificationFile file, long token) {
        this.file = file;
        this.token = token;
    }

    /** What was kept of this gate. */
    Optional<GateState> state() {
        return file.state(token);
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
            file.keep(token, now, forSure);
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "What is known of the health of " + file.application() + " in " + file.environment()
                            + " could not be kept");
        }
    }
}
