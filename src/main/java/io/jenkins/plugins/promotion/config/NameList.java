package io.jenkins.plugins.promotion.config;

import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;

/**
 * Several names in one text field, separated by commas. A name that holds a comma or a quotation mark, as groups of
 * directories do, stands in quotation marks; one inside those is doubled.
 */
final class NameList {
    private static final char SEPARATOR = ',';
    private static final char QUOTE = '"';

    private NameList() {}

    /** The names in the text, in order, without blanks around them; empty ones are left out. */
    static List<String> parse(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (char character : Util.fixNull(text).toCharArray()) {
            if (character == QUOTE) {
                quoted = !quoted;
                name.append(character);
            } else if (character == SEPARATOR && !quoted) {
                add(names, name.toString());
                name.setLength(0);
            } else {
                name.append(character);
            }
        }
        add(names, name.toString());
        return names;
    }

    /** The text from which {@link #parse} makes these names. */
    static String format(List<String> names) {
        return String.join(", ", names.stream().map(NameList::quoted).toList());
    }

    /** Turns the texts of these fields of a submitted form into lists. */
    static void spread(JSONObject form, String... fields) {
        for (String field : fields) {
            if (form.opt(field) instanceof String text) {
                form.put(field, parse(text));
            }
        }
    }

    private static void add(List<String> names, String written) {
        String name = written.strip();
        if (name.length() >= 2 && name.charAt(0) == QUOTE && name.charAt(name.length() - 1) == QUOTE) {
            name = name.substring(1, name.length() - 1).replace("\"\"", "\"");
        }
        if (!name.isBlank()) {
            names.add(name.strip());
        }
    }

    private static String quoted(String name) {
        return name.indexOf(SEPARATOR) < 0 && name.indexOf(QUOTE) < 0
                ? name
                : QUOTE + name.replace("\"", "\"\"") + QUOTE;
    }
}
