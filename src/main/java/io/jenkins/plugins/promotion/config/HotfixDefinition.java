package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Who may declare an emergency hotfix and what it takes then, as an administrator writes it. It may hold what is not
 * allowed.
 */
public final class HotfixDefinition extends PeopleDefinition implements Describable<HotfixDefinition> {
    private static final Words<Liftable> LIFTABLE = new Words<>(
            "lifts",
            null,
            Arrays.stream(Liftable.values()).collect(Collectors.toMap(Liftable::word, Function.identity())));

    private Integer approvals;
    private ArrayList<String> lifts;

    /**
     * Lifts nothing.
     *
     * @param approvals how many approvals each approval rule asks for then at most; {@code null} for one. That it is given
     *     here has Configuration as Code write it down always
     */
    @DataBoundConstructor
    public HotfixDefinition(Integer approvals) {
        this.approvals = approvals;
    }

    /** How many approvals each approval rule asks for then at most. */
    public int getApprovals() {
        return approvals == null ? 1 : approvals;
    }

    /** Which kinds of rules it lifts. */
    public List<String> getLifts() {
        return lifts == null ? List.of() : List.copyOf(lifts);
    }

    @DataBoundSetter
    public void setLifts(List<String> lifts) {
        this.lifts = new ArrayList<>(Util.fixNull(lifts));
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    Hotfix toHotfix() {
        checkNames();
        return new Hotfix(
                getUsers(),
                getGroups(),
                getPermission(),
                getApprovals(),
                getLifts().stream().map(LIFTABLE::required).collect(Collectors.toSet()));
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends PeopleDescriptor<HotfixDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HotfixDefinition_displayName();
        }

        @Override
        String anyone() {
            return Messages.HotfixDefinition_anyone();
        }

        @Override
        public HotfixDefinition newInstance(StaplerRequest2 req, @NonNull JSONObject form) throws FormException {
            NameList.spread(form, "lifts");
            return super.newInstance(req, form);
        }

        /** The kinds of rules that can be lifted, as they are written, with what the form calls them. */
        public Map<String, String> getLiftable() {
            Map<String, String> titles = new LinkedHashMap<>();
            titles.put(Liftable.WINDOWS.word(), Messages.HotfixDefinition_windows());
            titles.put(Liftable.FREEZES.word(), Messages.HotfixDefinition_freezes());
            titles.put(Liftable.ORDER.word(), Messages.HotfixDefinition_order());
            titles.put(Liftable.CHECKLIST.word(), Messages.HotfixDefinition_checklist());
            titles.put(Liftable.REQUEST.word(), Messages.HotfixDefinition_request());
            return titles;
        }

        /** Refuses a number out of range. */
        @POST
        public FormValidation doCheckApprovals(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return FieldCheck.of(() -> new HotfixDefinition(WholeNumber.parse("approvals", value)).toHotfix());
        }
    }
}
