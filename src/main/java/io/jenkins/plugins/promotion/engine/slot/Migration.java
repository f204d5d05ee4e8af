package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a deployment does to the data that releases share: whether the release before still works on it afterwards. */
public enum Migration {
    /** The data stays as it is. */
    NONE("none"),
    /** The data changes, and the release before still works on it. */
    BACKWARD_COMPATIBLE("backwardCompatible"),
    /** The data changes, and no release before works on it any more: there is no way back past this one. */
    IRREVERSIBLE("irreversible");

    private final String word;

    Migration(String word) {
        this.word = word;
    }

    /** As Pipelines write it. */
    public String word() {
        return word;
    }

    /**
     * Reads what {@link #word()} writes.
     *
     * @throws InvalidValueException for any other word
     */
    public static Migration parse(String field, String text) {
        return Arrays.stream(values())
                .filter(migration -> migration.word.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        field,
                        text,
                        "it takes "
                                + Arrays.stream(values())
                                        .map(migration -> "'" + migration.word + "'")
                                        .collect(Collectors.joining(" or "))));
    }
}
