package io.jenkins.plugins.promotion.config;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.security.PermissionNames;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** Who may do something, as an administrator writes it: people, groups, holders of a permission. */
public abstract class PeopleDefinition {
    private static final int LONGEST_NAME = 1000;

    private ArrayList<String> users;
    private ArrayList<String> groups;
    private String permission;

    /** Ids of those who may. */
    public List<String> getUsers() {
        return users == null ? List.of() : List.copyOf(users);
    }

    @DataBoundSetter
    public void setUsers(List<String> users) {
        this.users = new ArrayList<>(Util.fixNull(users));
    }

    /** The same ids as one text. */
    public String getUsersText() {
        return NameList.format(getUsers());
    }

    /** Groups whose members may. */
    public List<String> getGroups() {
        return groups == null ? List.of() : List.copyOf(groups);
    }

    @DataBoundSetter
    public void setGroups(List<String> groups) {
        this.groups = new ArrayList<>(Util.fixNull(groups));
    }

    /** The same groups as one text. */
    public String getGroupsText() {
        return NameList.format(getGroups());
    }

    /** The name of a permission whose holders may; {@code null} for none. */
    public String getPermission() {
        return permission;
    }

    @DataBoundSetter
    public void setPermission(String permission) {
        this.permission = Util.fixEmptyAndTrim(permission);
    }

    /** @throws InvalidValueException for a user or group that is not one short line */
    void checkNames() {
        checkNames("users", getUsers());
        checkNames("groups", getGroups());
    }

    /**
     * Of a rule that is in force this is not asked: a permission that goes away with its plugin leaves a rule that nobody
     * satisfies by it.
     *
     * @throws InvalidValueException when there is no such permission
     */
    void checkPermission() {
        checkPermission(permission);
    }

    static void checkPermission(String name) {
        if (name != null && PermissionNames.find(name).isEmpty()) {
            throw new InvalidValueException(
                    "permission",
                    name,
                    "there is no such permission; it takes one as matrices show it, such as Promotion/Override or Job/Build");
        }
    }

    static void checkNames(String field, List<String> names) {
        for (String each : names) {
            if (each.isBlank()
                    || each.length() > LONGEST_NAME
                    || !each.equals(each.strip())
                    || each.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidValueException(
                        field, each, "a name is one line of 1 to " + LONGEST_NAME + " characters without outer blanks");
            }
        }
    }
}
