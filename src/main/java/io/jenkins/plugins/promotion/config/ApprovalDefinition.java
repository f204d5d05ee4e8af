package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.UnknownAuthors;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Who must approve, as an administrator writes it. It may hold what is not allowed. */
public final class ApprovalDefinition extends PeopleDefinition implements Describable<ApprovalDefinition> {
    static final String REFUSE = "refuse";
    static final String WARN = "warn";
    private static final Words<UnknownAuthors> UNKNOWN_AUTHORS = new Words<>(
            "unknownAuthors", UnknownAuthors.REFUSE, Map.of(REFUSE, UnknownAuthors.REFUSE, WARN, UnknownAuthors.WARN));

    private String name;
    private Integer count;
    private boolean excludeInitiator;
    private boolean excludeAuthors;
    private String unknownAuthors;
    private String lapse;

    /** One approval by anyone who has the permission. */
    public ApprovalDefinition() {
        this(null);
    }

    /**
     * The same under a name. That it is given here has Configuration as Code write it down always: a rule of which nothing
     * is written would be left out of what it exports.
     *
     * @param name what the rule is called
     */
    @DataBoundConstructor
    public ApprovalDefinition(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** What the rule is called. */
    public String getName() {
        return name == null ? ApprovalRule.DEFAULT_NAME : name;
    }

    /** Puts it under another name. */
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

    /** Whether whoever started the promotion may not approve it. */
    public boolean isExcludeInitiator() {
        return excludeInitiator;
    }

    @DataBoundSetter
    public void setExcludeInitiator(boolean excludeInitiator) {
        this.excludeInitiator = excludeInitiator;
    }

    /** Whether no author or committer of what is deployed may approve it. */
    public boolean isExcludeAuthors() {
        return excludeAuthors;
    }

    @DataBoundSetter
    public void setExcludeAuthors(boolean excludeAuthors) {
        this.excludeAuthors = excludeAuthors;
    }

    /** {@code refuse} or {@code warn}: what follows when the authors are not all known. */
    public String getUnknownAuthors() {
        return unknownAuthors == null ? REFUSE : unknownAuthors;
    }

    @DataBoundSetter
    public void setUnknownAuthors(String unknownAuthors) {
        this.unknownAuthors = Util.fixEmptyAndTrim(unknownAuthors);
    }

    /** For how long an approval counts; {@code null} for as long as the promotion waits. */
    public String getLapse() {
        return lapse;
    }

    @DataBoundSetter
    public void setLapse(String lapse) {
        this.lapse = Util.fixEmptyAndTrim(lapse);
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    ApprovalRule toRule() {
        checkNames();
        UnknownAuthors authors = UNKNOWN_AUTHORS.meaning(unknownAuthors);
        return new ApprovalRule(
                getName(),
                getCount(),
                getUsers(),
                getGroups(),
                excludeInitiator,
                getPermission(),
                excludeAuthors,
                authors,
                lapse == null ? null : DurationText.parse("lapse", lapse));
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends PeopleDescriptor<ApprovalDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ApprovalDefinition_displayName();
        }

        @Override
        String anyone() {
            return Messages.ApprovalDefinition_anyone();
        }

        /** Refuses a name that is too long. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            ApprovalDefinition definition = new ApprovalDefinition();
            definition.setName(value);
            return FieldCheck.of(definition::toRule);
        }

        /** Refuses a number out of range, and more than the people named. */
        @POST
        public FormValidation doCheckCount(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String users,
                @QueryParameter String groups,
                @QueryParameter String permission) {
            FormAccess.check(item);
            ApprovalDefinition definition = new ApprovalDefinition();
            definition.setUsers(NameList.parse(users));
            definition.setGroups(NameList.parse(groups));
            definition.setPermission(permission);
            return FieldCheck.of(() -> {
                definition.setCount(WholeNumber.parse("count", value));
                definition.toRule();
            });
        }

        /** Refuses what is no duration. */
        @POST
        public FormValidation doCheckLapse(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            ApprovalDefinition definition = new ApprovalDefinition();
            definition.setLapse(value);
            return FieldCheck.of(definition::toRule);
        }

        /** What may follow when the authors are not all known. */
        @POST
        public ListBoxModel doFillUnknownAuthorsItems(@AncestorInPath Item item) {
            FormAccess.check(item);
            ListBoxModel ways = new ListBoxModel();
            ways.add(Messages.ApprovalDefinition_refuse(), REFUSE);
            ways.add(Messages.ApprovalDefinition_warn(), WARN);
            return ways;
        }
    }
}
