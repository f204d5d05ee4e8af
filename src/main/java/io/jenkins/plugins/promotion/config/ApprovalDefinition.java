package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Who must approve, as an administrator writes it. It may hold what is not allowed. */
public final class ApprovalDefinition implements Describable<ApprovalDefinition> {
    private static final int LONGEST_NAME = 1000;

    private String name;
    private Integer count;
    private ArrayList<String> users;
    private ArrayList<String> groups;
    private boolean excludeInitiator;

    /** One approval by anyone who has the permission. */
    @DataBoundConstructor
    public ApprovalDefinition() {}

    /** What the rule is called. */
    public String getName() {
        return name == null ? ApprovalRule.DEFAULT_NAME : name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** How many must approve. */
    public int getCount() {
        return count == null ? 1 : count;
    }

    @DataBoundSetter
    public void setCount(int count) {
        this.count = count;
    }

    /** Ids of those who may approve. */
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

    /** Groups whose members may approve. */
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

    /** Whether whoever started the promotion may not approve it. */
    public boolean isExcludeInitiator() {
        return excludeInitiator;
    }

    @DataBoundSetter
    public void setExcludeInitiator(boolean excludeInitiator) {
        this.excludeInitiator = excludeInitiator;
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    ApprovalRule toRule() {
        checkNames("users", getUsers());
        checkNames("groups", getGroups());
        return new ApprovalRule(getName(), getCount(), getUsers(), getGroups(), excludeInitiator);
    }

    private static void checkNames(String field, List<String> names) {
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

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ApprovalDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ApprovalDefinition_displayName();
        }

        @Override
        public ApprovalDefinition newInstance(StaplerRequest2 req, @NonNull JSONObject form) throws FormException {
            NameList.spread(form, "users", "groups");
            return super.newInstance(req, form);
        }

        /** Refuses a name that is too long. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            ApprovalDefinition definition = new ApprovalDefinition();
            definition.setName(value);
            return checked(definition);
        }

        /** Refuses a number out of range, and more than the people named. */
        @POST
        public FormValidation doCheckCount(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String users,
                @QueryParameter String groups) {
            FormAccess.check(item);
            ApprovalDefinition definition = new ApprovalDefinition();
            try {
                definition.setCount(Integer.parseInt(Util.fixNull(value).strip()));
            } catch (NumberFormatException e) {
                return FormValidation.error(
                        new InvalidValueException("count", value, "it takes a whole number").getMessage());
            }
            definition.setUsers(NameList.parse(users));
            definition.setGroups(NameList.parse(groups));
            return checked(definition);
        }

        /** Warns of users that the security realm does not know. */
        @POST
        public FormValidation doCheckUsers(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String groups) {
            FormAccess.check(item);
            List<String> named = NameList.parse(value);
            try {
                checkNames("users", named);
            } catch (InvalidValueException e) {
                return FormValidation.error(e.getMessage());
            }
            if (named.isEmpty() && NameList.parse(groups).isEmpty()) {
                return FormValidation.ok(Messages.ApprovalDefinition_anyone());
            }
            return unknown(named.stream().filter(RealmNames::isUnknownUser).toList(), true);
        }

        /** Warns of groups that the security realm does not know. */
        @POST
        public FormValidation doCheckGroups(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            List<String> named = NameList.parse(value);
            try {
                checkNames("groups", named);
            } catch (InvalidValueException e) {
                return FormValidation.error(e.getMessage());
            }
            return unknown(named.stream().filter(RealmNames::isUnknownGroup).toList(), false);
        }

        private static FormValidation checked(ApprovalDefinition definition) {
            try {
                definition.toRule();
                return FormValidation.ok();
            } catch (InvalidValueException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        private static FormValidation unknown(List<String> unknown, boolean users) {
            if (unknown.isEmpty()) {
                return FormValidation.ok();
            }
            String names = String.join(", ", unknown);
            return FormValidation.warning(
                    users
                            ? Messages.ApprovalDefinition_unknownUsers(names)
                            : Messages.ApprovalDefinition_unknownGroups(names));
        }
    }
}
