package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What people must tick, as an administrator writes it. It may hold what is not allowed. */
public final class ChecklistDefinition implements Describable<ChecklistDefinition> {
    private String name;
    private final ArrayList<String> items;

    /** @param items what is to be ticked, in order */
    @DataBoundConstructor
    public ChecklistDefinition(List<String> items) {
        this.items = new ArrayList<>(Util.fixNull(items));
    }

    /** What the checklist is called. */
    public String getName() {
        return name == null ? ChecklistRule.DEFAULT_NAME : name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** What is to be ticked. */
    public List<String> getItems() {
        return items == null ? List.of() : List.copyOf(items);
    }

    /** The same as one text, an item a line. */
    public String getItemsText() {
        return LineList.format(getItems());
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    ChecklistRule toRule() {
        return new ChecklistRule(getName(), getItems());
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ChecklistDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ChecklistDefinition_displayName();
        }

        @Override
        public ChecklistDefinition newInstance(StaplerRequest2 req, @NonNull JSONObject form) throws FormException {
            LineList.spread(form, "items");
            return super.newInstance(req, form);
        }

        /** Refuses a name that is too long. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return FieldCheck.of(() -> new ChecklistRule(value, List.of("any")));
        }

        /** Refuses no item, one twice, and one that is too long. */
        @POST
        public FormValidation doCheckItems(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return FieldCheck.answer(() -> FormValidation.ok(Messages.ChecklistDefinition_items(
                    new ChecklistRule(null, LineList.parse(value)).items().size())));
        }
    }
}
