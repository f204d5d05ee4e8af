package io.jenkins.plugins.promotion.engine.health;

import java.time.Instant;

/** What is to be done for a gate. */
public sealed interface GateEffect {
    /**
     * Probe a check and tell what was found, with the token.
     *
     * @param baseline the value from before that an earlier probe found, {@code null} when it is not known
     */
    record Probe(Check check, long token, Double baseline) implements GateEffect {}

    /** Tell the time at this moment, or earlier. The last one that was asked for counts. */
    record Wake(Instant at) implements GateEffect {}

    /** Something that people want to read has happened: worth a line in a log, and worth being kept. */
    record Tell(Instant at, String sentence) implements GateEffect {}

    /** The end, told once. Probes that are still under way may be stopped. */
    record End(GateResult result) implements GateEffect {}
}
