package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.GateResult;
import io.jenkins.plugins.promotion.engine.health.GateState;

/** Whoever a gate is run for. It is called by one thread at a time, in the order of events. */
public interface GateHost {
    /**
     * The state has changed. What is kept of it is what a restart goes on from; whoever keeps only every other state counts
     * a reading twice at worst.
     */
    void changed(GateState state);

    /** Something happened that people want to read. */
    void tell(String sentence);

    /** The end; nothing comes after it. The state that belongs to it was told before. */
    void ended(GateResult result);
}
