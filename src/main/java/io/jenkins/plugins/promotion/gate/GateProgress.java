package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.runtime.GateLog;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what is known of a running gate beside its build, and tells the log of the build what it waits for. For one caller
 * after the other.
 */
final class GateProgress {
    private static final Logger LOGGER = Logger.getLogger(GateProgress.class.getName());
    /** How old what is kept may be while nothing changes but counters. */
    private static final long MOST_SECONDS_UNKEPT = 20;

    private final GatePlan plan;
    private final GateFile file;
    private final GateLog log;
    private Instant keptAt = Instant.MIN;
    private boolean told;

    GateProgress(GatePlan plan, GateFile file, GateLog log) {
        this.plan = plan;
        this.file = file;
        this.log = log;
    }

    /** @param before {@code null} when nothing was known before */
    void changed(@CheckForNull GateState before, GateState now) {
        if (!told && !now.isOver()) {
            told = true;
            if (now.isSoaking()) {
                log.soaks(plan, now);
            } else {
                log.waits(plan, now);
            }
        }
        boolean matters = before == null || before.isSoaking() != now.isSoaking() || now.isOver();
        Instant time = Instant.now();
        if (matters || keptAt.plusSeconds(MOST_SECONDS_UNKEPT).isBefore(time)) {
            keep(now, matters);
            keptAt = time;
        }
        if (before != null
                && !before.isSoaking()
                && now.isSoaking()
                && !plan.soak().isZero()) {
            log.soaks(plan, now);
        }
    }

    private void keep(GateState now, boolean forSure) {
        try {
            file.write(plan, now, forSure);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What is known of a gate could not be kept", e);
        }
    }
}
