package io.jenkins.plugins.promotion.engine.health;

import java.util.Objects;

/** What happens to a gate. */
public sealed interface GateEvent {
    /** Time has passed. It may be told as often as anybody likes. */
    record Tick() implements GateEvent {}

    /** Whoever ran the gate was gone, and with it every probe that was under way. */
    record Resumed() implements GateEvent {}

    /**
     * A probe has ended.
     *
     * @param check its name
     * @param token of the probe; the end of any other than the last one that was begun changes nothing
     */
    record Read(String check, long token, Reading reading) implements GateEvent {
        /** Needs both. */
        public Read {
            Objects.requireNonNull(check, "check");
            Objects.requireNonNull(reading, "reading");
        }
    }
}
