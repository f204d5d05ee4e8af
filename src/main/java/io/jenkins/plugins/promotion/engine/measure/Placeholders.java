package io.jenkins.plugins.promotion.engine.measure;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is put into queries: <code>${version}</code> becomes the version of the canary, and so on; <code>$${</code> stands for
 * <code>${</code> itself.
 *
 * <p>Versions are chosen by those who write Jenkinsfiles, queries by administrators. So that no version can change what a
 * query asks, whatever language it is in, only letters, digits and {@code . _ - + : / @ ~} are put in; a value with another
 * character is refused, not escaped, because each language escapes in its own way.
 *
 * @param values by the names of placeholders; one without a value is not there
 */
public record Placeholders(Map<String, String> values) {
    /** The version of the canary. */
    public static final String VERSION = "version";
    /** The version that takes the other traffic. */
    public static final String PREVIOUS_VERSION = "previousVersion";
    /** The name of the environment. */
    public static final String ENVIRONMENT = "environment";
    /** The name of the application. */
    public static final String APPLICATION = "application";
    /** How long the interval is that is asked about, such as {@code 60s}. */
    public static final String INTERVAL = "interval";
    /** The same as a number of seconds. */
    public static final String INTERVAL_SECONDS = "intervalSeconds";

    private static final Map<String, String> MEANINGS = Map.of(
            VERSION, "the version of the canary",
            PREVIOUS_VERSION, "the version of the baseline",
            ENVIRONMENT, "the environment",
            APPLICATION, "the application",
            INTERVAL, "the interval",
            INTERVAL_SECONDS, "the interval in seconds");
    private static final String KNOWN = String.join(", ", new TreeMap<>(MEANINGS).keySet());
    private static final Pattern PLACE = Pattern.compile("\\$(\\$\\{|\\{([^}]*)\\}?)");
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._+:/@~-]{1,200}");

    /** Copies the values. */
    public Placeholders {
        values = Map.copyOf(values);
    }

    /**
     * Of a rollout.
     *
     * @param previousVersion {@code null} where there was none
     */
    public static Placeholders of(String application, String environment, String version, String previousVersion) {
        Map<String, String> values = new TreeMap<>();
        put(values, APPLICATION, application);
        put(values, ENVIRONMENT, environment);
        put(values, VERSION, version);
        put(values, PREVIOUS_VERSION, previousVersion);
        return new Placeholders(values);
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** The same, for an interval. */
    public Placeholders over(Duration interval) {
        long seconds = Math.max(1, Math.round(interval.toMillis() / 1000.0));
        Map<String, String> more = new TreeMap<>(values);
        more.put(INTERVAL, seconds + "s");
        more.put(INTERVAL_SECONDS, String.valueOf(seconds));
        return new Placeholders(more);
    }

    /** @throws InvalidValueException when the query has a placeholder that nobody knows */
    static void check(String field, String query) {
        Matcher place = PLACE.matcher(query);
        while (place.find()) {
            String name = place.group(2);
            if (name != null && !(MEANINGS.containsKey(name) && place.group().endsWith("}"))) {
                throw new InvalidValueException(
                        field, place.group(), "the placeholders are " + KNOWN + "; $${ stands for ${ itself");
            }
        }
    }

    /**
     * The query with the values in place.
     *
     * @throws InvalidValueException when a value is missing, or has a character that could change what is asked
     */
    public String fill(String query) {
        return PLACE.matcher(query)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2) == null ? "${" : value(found.group(2))));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null || !FIT.matcher(value).matches()) {
            throw new InvalidValueException(
                    MEANINGS.getOrDefault(name, name) + ", ${" + name + "}",
                    value,
                    "a query takes 1 to 200 letters, digits and . _ - + : / @ ~ there");
        }
        return value;
    }
}
