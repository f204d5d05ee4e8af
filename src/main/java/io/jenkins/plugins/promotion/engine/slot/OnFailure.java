package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/** What follows a deployment that failed. */
public enum OnFailure {
    /** The slot is marked and a person decides. */
    LEAVE,
    /** The same body runs once more with the release that was verified before. */
    ROLLBACK;

    /**
     * By the word that Pipelines use, {@link #LEAVE} for none.
     *
     * @throws InvalidValueException for any other word
     */
    public static OnFailure parse(String field, String text) {
        if (text == null || text.equals("leave")) {
            return LEAVE;
        } else if (text.equals("rollback")) {
            return ROLLBACK;
        }
        throw new InvalidValueException(field, text, "it takes 'leave' or 'rollback'");
    }
}
