package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.Reading;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Looks at checks. */
@FunctionalInterface
public interface Probes {
    /**
     * Looks once, without blocking for longer than it takes to begin. The future is always completed; with an exception
     * only by a fault of the program.
     *
     * @param baselineAt the moment of the value from before
     * @param baseline that value, {@code null} while it is not known
     */
    CompletableFuture<Reading> look(Check check, Instant baselineAt, Double baseline);
}
