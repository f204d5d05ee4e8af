package io.jenkins.plugins.promotion.engine.rollout;

/** What a run of the body is to do. Bodies see the word in {@code CANARY_PHASE}. */
public enum Phase {
    /** Give the release the weight of this step: of the traffic, or of the instances. */
    SHIFT("shift"),
    /** Bring the release up beside the one before, without traffic. */
    PREPARE("prepare"),
    /** Look at the release before it has traffic. */
    VERIFY("verify"),
    /** Give the release all of the traffic; the one before stays up. */
    SWITCH("switch"),
    /** Take the release before away. */
    RETIRE("retire"),
    /** Give all of the traffic back to the release before. */
    BACK("back");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** As bodies see it. */
    public String word() {
        return word;
    }

    /** The phase of a word that is on record. */
    static Phase of(String word) {
        return RolloutPlan.byWord("phase", word, values(), Phase::word);
    }
}
