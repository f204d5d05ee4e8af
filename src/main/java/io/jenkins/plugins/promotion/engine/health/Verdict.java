package io.jenkins.plugins.promotion.engine.health;

/** How a gate ends. What each means for a build is decided by whoever runs the gate. The worst comes first. */
public enum Verdict {
    /** It was measured, and it is not well. */
    FAIL,
    /** It could not be measured: a source failed too often in a row. */
    ERROR,
    /** Nothing can be said: it was never measured, or there was no data, or nobody looked for too long. */
    INCONCLUSIVE,
    /** It was well as often and for as long as was asked for. */
    PASS;

    /** The worse of two. */
    public Verdict worse(Verdict other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
