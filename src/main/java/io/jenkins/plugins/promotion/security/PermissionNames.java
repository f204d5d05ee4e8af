package io.jenkins.plugins.promotion.security;

import hudson.security.Permission;
import java.util.Locale;
import java.util.Optional;

/**
 * Permissions by the names under which rules speak of them: {@code Group/Name} as matrices show them, such as {@code
 * Promotion/Override} or {@code Job/Build}, or the id, such as {@code hudson.model.Item.Build}.
 */
public final class PermissionNames {
    private PermissionNames() {}

    /** The permission of that name, whatever the case of its letters; empty when no plugin here knows one. */
    public static Optional<Permission> find(String name) {
        String wanted = name == null ? "" : name.strip();
        return Permission.getAll().stream()
                .filter(permission -> permission.getId().equals(wanted)
                        || name(permission).equalsIgnoreCase(wanted)
                        || inEnglish(permission).equalsIgnoreCase(wanted))
                .findFirst();
    }

    /** How a permission is called where it is given, in the language of whoever asks. */
    public static String name(Permission permission) {
        return permission.group.title + "/" + permission.name;
    }

    /** The same for everybody, as files have to name it. */
    private static String inEnglish(Permission permission) {
        return permission.group.title.toString(Locale.ROOT) + "/" + permission.name;
    }
}
