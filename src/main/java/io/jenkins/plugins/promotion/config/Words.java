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
        return word == null || word.isBlank() ? usual : required(word);
    }

    /**
     * What a word stands for.
     *
     * @throws InvalidValueException when there is none, or an unknown one, naming the words that are allowed
     */
    T required(String word) {
        T meaning = word == null ? null : meanings.get(word.strip());
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
