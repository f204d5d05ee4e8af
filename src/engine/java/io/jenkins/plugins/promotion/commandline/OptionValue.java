package io.jenkins.plugins.promotion.commandline;

import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.ShareText;
import java.util.function.Supplier;

/** The value of an option, so that what is wrong with it is said with the option's name. */
public final class OptionValue {
    private OptionValue() {}

    /**
     * What the engine makes of an option.
     *
     * @throws InvalidInputException when the engine does not allow it
     */
    public static <T> T checked(String option, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InvalidValueException e) {
            throw new InvalidInputException(option + ": " + e.getMessage());
        }
    }

    /** A share as people write it, {@code 5%} or {@code 0.05}. */
    public static double share(String option, String text) {
        try {
            return ShareText.parse(option, text);
        } catch (InvalidValueException e) {
            throw new InvalidInputException(e.getMessage());
        }
    }
}
