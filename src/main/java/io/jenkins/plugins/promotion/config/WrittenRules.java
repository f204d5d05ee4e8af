package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The rules of an environment as they are written, each with its place. */
final class WrittenRules {
    private final List<Written> all = new ArrayList<>();

    /** @param place the field */
    void add(String place, Supplier<? extends Rule> reader) {
        all.add(new Written(place, reader));
    }

    /** @param place the field that holds the list */
    <D> void addAll(String place, List<D> definitions, Function<D, ? extends Rule> reader) {
        for (D definition : definitions) {
            int number = definitions.size() == 1 ? 0 : definitions.indexOf(definition) + 1;
            add(number == 0 ? place : place + " number " + number, () -> reader.apply(definition));
        }
    }

    /** @throws InvalidValueException when one holds what is not allowed */
    List<Rule> read() {
        List<Rule> rules = new ArrayList<>();
        all.forEach(written -> rules.add(written.reader().get()));
        return rules;
    }

    /** @throws IllegalArgumentException naming the place of a rule that holds what is not allowed */
    void check() {
        for (Written written : all) {
            try {
                written.reader().get();
            } catch (InvalidValueException e) {
                throw new IllegalArgumentException(written.place() + ": " + e.getMessage(), e);
            }
        }
    }

    private record Written(String place, Supplier<? extends Rule> reader) {}
}
