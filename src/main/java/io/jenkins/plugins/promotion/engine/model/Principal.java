package io.jenkins.plugins.promotion.engine.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A person, or something that acts for nobody in particular, as the ledger names it.
 *
 * @param id the user id of the security realm; ids are compared by the realm's own strategy, never by this record
 * @param name the full name at that time, {@code null} when it is the id;
 *     it is the realm's affair, so it is never refused, only shortened and made one line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Principal(String id, String name) {
    /** Whoever acts without a user: a timer, a change in source control, the controller itself. */
    public static final Principal AUTOMATIC = new Principal("SYSTEM", "Automatic");

    private static final int LONGEST_NAME = 256;

    /** @throws InvalidValueException when the id is empty or longer than 1,000 characters */
    public Principal {
        Text.line("user", id, 1000);
        name = name == null || name.isBlank() || name.strip().equals(id)
                ? null
                : Text.start(Text.asLine(name.strip()), LONGEST_NAME).strip();
    }

    /** A person known by id only. */
    public static Principal of(String id) {
        return new Principal(id, null);
    }

    /** The full name where there is one, else the id. */
    public String display() {
        return name == null ? id : name;
    }
}
