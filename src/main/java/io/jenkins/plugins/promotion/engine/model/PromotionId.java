package io.jenkins.plugins.promotion.engine.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One attempt to bring a release into an environment, written {@code production-17}: unique in its application.
 *
 * @param environment where to
 * @param number the how-many-th request of the slot, from 1
 */
public record PromotionId(EnvironmentName environment, int number) {
    private static final int HIGHEST = 999_999_999;

    /** @throws InvalidValueException without an environment, or when the number is not in 1 to 999,999,999 */
    public PromotionId {
        if (environment == null || number < 1 || number > HIGHEST) {
            throw new InvalidValueException(
                    "promotion", environment + "-" + number, "it has an environment and a number from 1 to " + HIGHEST);
        }
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws InvalidValueException when the text has another form
     */
    @JsonCreator
    public static PromotionId parse(String text) {
        int dash = text == null ? -1 : text.lastIndexOf('-');
        if (dash < 1 || !text.substring(dash + 1).matches("[1-9][0-9]{0,8}")) {
            throw new InvalidValueException("promotion", text, "it is written <environment>-<number>");
        }
        return new PromotionId(EnvironmentName.of(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    @JsonValue
    @Override
    public String toString() {
        return environment + "-" + number;
    }
}
