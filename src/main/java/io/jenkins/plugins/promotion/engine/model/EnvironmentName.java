package io.jenkins.plugins.promotion.engine.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an environment, such as {@code production}.
 *
 * <p>It starts with a letter or digit, goes on with letters, digits, {@code .}, {@code _} and {@code -}, and has at most
 * {@value #LONGEST} characters: it is a file name and a part of URLs. Names are equal ignoring case, because file
 * systems differ in that; the spelling is kept for display.
 */
public final class EnvironmentName implements Comparable<EnvironmentName> {
    /** The most characters that a name may have. */
    public static final int LONGEST = 64;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (LONGEST - 1) + "}");

    private final String value;

    private EnvironmentName(String value) {
        this.value = value;
    }

    /** @throws InvalidValueException when the name is not of the form described above */
    @JsonCreator
    public static EnvironmentName of(String value) {
        if (value == null || !ALLOWED.matcher(value).matches()) {
            throw new InvalidValueException(
                    "environment",
                    value,
                    "a name has 1 to " + LONGEST
                            + " letters, digits, '.', '_' or '-', and starts with a letter or digit");
        }
        return new EnvironmentName(value);
    }

    /** The name as it was spelled. */
    @JsonValue
    public String value() {
        return value;
    }

    /** The name in lower case: equal for equal names, and safe as a file name. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnvironmentName name && name.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public int compareTo(EnvironmentName other) {
        return key().compareTo(other.key());
    }

    @Override
    public String toString() {
        return value;
    }
}
