package io.jenkins.plugins.promotion.engine.analysis;

/** Why an analysis says what it says. */
public enum Reason {
    /** Nothing is established yet. */
    UNDECIDED(Outcome.CONTINUE),
    /** Measured to the end, and no harm beyond the tolerance was found. */
    NO_HARM_FOUND(Outcome.PASS),
    /** Harm beyond the tolerance is excluded at the error level. */
    HARM_EXCLUDED(Outcome.PASS),
    /** Harm beyond the tolerance is established at the error level. */
    HARM_FOUND(Outcome.FAIL),
    /** The canary left its bounds. */
    OUT_OF_BOUNDS(Outcome.FAIL),
    /** There were too few events on a side. */
    TOO_LITTLE_DATA(Outcome.INCONCLUSIVE),
    /** The baseline said nothing, while the canary did. */
    DEAD_BASELINE(Outcome.INCONCLUSIVE),
    /** The canary said nothing. */
    SILENT_CANARY(Outcome.INCONCLUSIVE),
    /** Too many values were missing. */
    MISSING_VALUES(Outcome.INCONCLUSIVE),
    /** The canary had another share of the traffic than it was to have, so that both sides do not see the same. */
    UNEQUAL_TRAFFIC(Outcome.INCONCLUSIVE),
    /** The source of the metric did not answer. */
    PROVIDER_ERROR(Outcome.ERROR);

    private final Outcome atTheEnd;

    Reason(Outcome atTheEnd) {
        this.atTheEnd = atTheEnd;
    }

    /** What follows from it when the analysis ends. */
    public Outcome outcome() {
        return atTheEnd;
    }
}
