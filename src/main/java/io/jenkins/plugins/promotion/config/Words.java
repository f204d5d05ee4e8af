package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.Map;

/** A field that takes one of a few words. */
record Words<T>(String field, T usual, Map<String, T> meanings) {
    /**
     * What a word stands for; without a word, the usual meaning.
     *
     * @throws InvalidValueException naming the words that are allowed
     */
    T meaning(String word) {
        if (word == null || word.isBlank()) {
            return usual;
        }
        T meaning = meanings.get(word.strip());
        if (meaning == null) {
            throw new InvalidValueException(
                    field,
                    word,
                    "allowed: "
                            + String.join(
                                    ", ", meanings.keySet().stream().sorted().toList()));
        }
        return meaning;
    }
}
