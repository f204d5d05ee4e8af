package io.jenkins.plugins.promotion.gate;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;

/** What a build does after a verdict that is no PASS. */
enum Answer {
    /** The step fails, which is the default: a gate that nobody has seen passing has not passed. */
    FAIL,
    /** The build is unstable and goes on. */
    UNSTABLE,
    /** The log says so, and the build goes on. */
    CONTINUE;

    /** What is kept of what people write: nothing for the default. */
    @CheckForNull
    static String written(String text) {
        String given = Util.fixEmptyAndTrim(text);
        return "fail".equals(given) ? null : given;
    }

    /** @throws InvalidValueException when it is none of the three words */
    static Answer parse(String field, @CheckForNull String text) {
        if (text == null) {
            return FAIL;
        }
        return switch (text) {
            case "fail" -> FAIL;
            case "unstable" -> UNSTABLE;
            case "continue" -> CONTINUE;
            default -> throw new InvalidValueException(field, text, "it takes 'fail', 'unstable' or 'continue'");
        };
    }

    static ListBoxModel choices() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.Answer_fail(), "fail");
        model.add(Messages.Answer_unstable(), "unstable");
        model.add(Messages.Answer_continue(), "continue");
        return model;
    }
}
