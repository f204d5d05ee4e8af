package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/** What a rule may be called. */
final class RuleNames {
    private static final int LONGEST = 100;

    private RuleNames() {}

    /**
     * The name without outer blanks, or the default where none is given.
     *
     * @throws InvalidValueException when it is not one short line
     */
    static String checked(String kind, String name, String fallback) {
        String stripped = name == null || name.isBlank() ? fallback : name.strip();
        if (stripped.length() > LONGEST
                || stripped.chars().anyMatch(Character::isISOControl)
                || !stripped.equals(FreeText.of(stripped))) {
            throw new InvalidValueException(kind, stripped, "a name is one line of at most " + LONGEST + " characters");
        }
        return stripped;
    }
}
