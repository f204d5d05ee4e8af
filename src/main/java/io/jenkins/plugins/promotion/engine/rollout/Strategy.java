package io.jenkins.plugins.promotion.engine.rollout;

/** How a release takes over. */
public enum Strategy {
    /** Its share of the traffic grows. */
    CANARY("canary"),
    /** The share of the instances that run it grows. */
    ROLLING("rolling"),
    /** It stands beside the one before, takes all of the traffic at once, and can give it back as fast. */
    BLUE_GREEN("blueGreen");

    private final String word;

    Strategy(String word) {
        this.word = word;
    }

    /** As people write it. */
    public String word() {
        return word;
    }
}
