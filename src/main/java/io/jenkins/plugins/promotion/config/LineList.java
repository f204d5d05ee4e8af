package io.jenkins.plugins.promotion.config;

import hudson.Util;
import java.util.List;
import net.sf.json.JSONObject;

/** Several texts in one text area, each on a line of its own. */
final class LineList {
    private LineList() {}

    /** The lines of the text, in order, without blanks around them; empty ones are left out. */
    static List<String> parse(String text) {
        return Util.fixNull(text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The text from which {@link #parse} makes these lines. */
    static String format(List<String> lines) {
        return String.join("\n", lines);
    }

    /** Turns the text of this field of a submitted form into a list. */
    static void spread(JSONObject form, String field) {
        if (form.opt(field) instanceof String text) {
            form.put(field, parse(text));
        }
    }
}
