package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is known of a gate at one moment.
 *
 * @param plan {@code null} when what was kept cannot be read
 * @param state {@code null} before anything was looked at
 * @param running whether somebody looks at present
 */
record FoundGate(
        GateReference reference,
        @CheckForNull GatePlan plan,
        @CheckForNull GateState state,
        boolean running) {
    private static final Logger LOGGER = Logger.getLogger(FoundGate.class.getName());

    static FoundGate of(Run<?, ?> run, GateReference reference) {
        try {
            Optional<GateFile.Content> kept = GateFile.of(run, reference.id()).read();
            Optional<GateState> live = RunningGates.get().state(run, reference.id());
            return new FoundGate(
                    reference,
                    kept.map(GateFile.Content::plan).orElse(null),
                    live.or(() -> kept.flatMap(GateFile.Content::state)).orElse(null),
                    live.isPresent());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "A gate of " + run + " cannot be read");
            return new FoundGate(reference, null, null, false);
        }
    }
}
