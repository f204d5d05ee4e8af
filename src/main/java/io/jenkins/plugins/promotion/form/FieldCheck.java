package io.jenkins.plugins.promotion.form;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a form says below a field, by what the engine makes of its value. */
public final class FieldCheck {
    private FieldCheck() {}

    /** The error of the engine, or nothing when it takes the value. */
    public static FormValidation of(Runnable reader) {
        return answer(() -> {
            reader.run();
            return FormValidation.ok();
        });
    }

    /** The same of a value that may be left out. */
    public static FormValidation optional(String value, Function<String, ?> reader) {
        String text = Util.fixEmptyAndTrim(value);
        return text == null ? FormValidation.ok() : of(() -> reader.apply(text));
    }

    /** Whether the engine takes the value. */
    public static boolean isRight(Runnable reader) {
        return of(reader).kind == FormValidation.Kind.OK;
    }

    /** The error of the engine, or what the reader has to say. */
    public static FormValidation answer(Supplier<FormValidation> reader) {
        try {
            return reader.get();
        } catch (InvalidValueException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** What the reader has to say; nothing while another field is wrong, which says so itself. */
    public static FormValidation hint(Supplier<FormValidation> reader) {
        try {
            return reader.get();
        } catch (InvalidValueException e) {
            return FormValidation.ok();
        }
    }
}
