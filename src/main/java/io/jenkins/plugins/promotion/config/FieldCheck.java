package io.jenkins.plugins.promotion.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.function.Supplier;

/** What a form says below a field, by what the engine makes of its value. */
final class FieldCheck {
    private FieldCheck() {}

    /** The error of the engine, or nothing when it takes the value. */
    static FormValidation of(Supplier<?> reader) {
        return answer(() -> {
            reader.get();
            return FormValidation.ok();
        });
    }

    /** Whether the engine takes the value. */
    static boolean isRight(Supplier<?> reader) {
        return of(reader).kind == FormValidation.Kind.OK;
    }

    /** The error of the engine, or what the reader has to say. */
    static FormValidation answer(Supplier<FormValidation> reader) {
        try {
            return reader.get();
        } catch (InvalidValueException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** What the reader has to say; nothing while another field is wrong, which says so itself. */
    static FormValidation hint(Supplier<FormValidation> reader) {
        try {
            return reader.get();
        } catch (InvalidValueException e) {
            return FormValidation.ok();
        }
    }
}
