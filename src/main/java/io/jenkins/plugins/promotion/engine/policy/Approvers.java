package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may do something. With nobody named, whoever has the permission that it needs anyway.
 *
 * @param users their ids
 * @param groups names of groups whose members may
 * @param permission the name of a permission whose holders may, {@code null} for none
 */
record Approvers(List<String> users, List<String> groups, String permission) {
    /** The longest name of a user, a group or a permission. */
    static final int LONGEST = 1000;

    boolean include(Voter voter, UserIds userIds) {
        return isAnyone()
                || users.stream()
                        .anyMatch(
                                user -> userIds.sameUser(user, voter.principal().id()))
                || groups.stream()
                        .anyMatch(group -> voter.groups().stream().anyMatch(own -> userIds.sameGroup(group, own)))
                || permission != null && voter.permissions().contains(permission);
    }

    boolean isAnyone() {
        return users.isEmpty() && groups.isEmpty() && permission == null;
    }

    /** Whether whoever is among these is among the others. */
    boolean areWithin(Approvers others) {
        return others.isAnyone()
                || !isAnyone()
                        && others.users.containsAll(users)
                        && others.groups.containsAll(groups)
                        && (permission == null || permission.equals(others.permission));
    }

    /** As a phrase. */
    String described(String anyone) {
        List<String> all = new ArrayList<>(groups);
        all.addAll(users);
        if (permission != null) {
            all.add("holders of " + permission);
        }
        return all.isEmpty() ? anyone : String.join(", ", all);
    }

    /** @throws InvalidValueException when a name is missing, or is no short line */
    static List<String> named(String field, List<String> names) {
        if (names == null) {
            return List.of();
        }
        for (String name : names) {
            if (name == null || name.isBlank()) {
                throw new InvalidValueException(field, names, "each takes a name");
            }
            line(field, name, LONGEST);
        }
        return names.stream().map(String::strip).distinct().toList();
    }

    /** @throws InvalidValueException when the name of a permission is no short line */
    static String permission(String field, String name) {
        return name == null || name.isBlank() ? null : line(field, name.strip(), LONGEST);
    }

    /** @throws InvalidValueException when the text is not one line without control characters */
    static String line(String field, String text, int longest) {
        if (text == null
                || text.isBlank()
                || text.length() > longest
                || text.chars().anyMatch(Character::isISOControl)
                || !text.strip().equals(FreeText.of(text))) {
            throw new InvalidValueException(field, text, "it takes one line of at most " + longest + " characters");
        }
        return text;
    }
}
