package io.jenkins.plugins.promotion.engine.rollout;

/** What follows when it cannot be said whether the release does harm. */
public enum OnInconclusive {
    /** The rollout stops where it is and asks a person. */
    PAUSE("pause"),
    /** The rollout goes back to weight 0. */
    FAIL("fail"),
    /** The rollout goes on, and says that nothing was established. */
    PASS("pass");

    private final String word;

    OnInconclusive(String word) {
        this.word = word;
    }

    /** As people write it. */
    public String word() {
        return word;
    }
}
