package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Where a release must have been verified before, as an administrator writes it. It may hold what is not allowed. */
public final class OrderDefinition implements Describable<OrderDefinition> {
    static final String ALL = "all";
    static final String ANY = "any";
    private static final Words<OrderRule.Require> REQUIRE = new Words<>(
            "require", OrderRule.Require.ALL, Map.of(ALL, OrderRule.Require.ALL, ANY, OrderRule.Require.ANY));

    private final ArrayList<String> environments;
    private String require;
    private String soak;

    /** @param environments names of environments */
    @DataBoundConstructor
    public OrderDefinition(List<String> environments) {
        this.environments = new ArrayList<>(Util.fixNull(environments));
    }

    /** The names of the environments. */
    public List<String> getEnvironments() {
        return environments == null ? List.of() : List.copyOf(environments);
    }

    /** The same names as one text. */
    public String getEnvironmentsText() {
        return NameList.format(getEnvironments());
    }

    /** {@code all} or {@code any}. */
    public String getRequire() {
        return require == null ? ALL : require;
    }

    @DataBoundSetter
    public void setRequire(String require) {
        this.require = Util.fixEmptyAndTrim(require);
    }

    /** For how long it must have been verified there; {@code null} when that does not matter. */
    public String getSoak() {
        return soak;
    }

    @DataBoundSetter
    public void setSoak(String soak) {
        this.soak = Util.fixEmptyAndTrim(soak);
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    OrderRule toRule() {
        return new OrderRule(
                getEnvironments().stream().map(EnvironmentName::of).toList(),
                REQUIRE.meaning(require),
                soak == null ? null : DurationText.parse("soak", soak));
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<OrderDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.OrderDefinition_displayName();
        }

        @Override
        public OrderDefinition newInstance(StaplerRequest2 req, @NonNull JSONObject form) throws FormException {
            NameList.spread(form, "environments");
            return super.newInstance(req, form);
        }

        /** Refuses what is no list of other environments; warns of unknown ones, which the same form may still add. */
        @POST
        public FormValidation doCheckEnvironments(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @RelativePath("..") @QueryParameter String name) {
            FormAccess.check(item);
            return FieldCheck.answer(() -> {
                OrderRule rule = new OrderDefinition(NameList.parse(value)).toRule();
                List<EnvironmentName> required = rule.environments();
                if (name != null
                        && required.stream().anyMatch(other -> other.key().equalsIgnoreCase(name.strip()))) {
                    return FormValidation.error(Messages.OrderDefinition_itself());
                }
                Environments known = item == null ? ConfiguredEnvironments.global() : ConfiguredEnvironments.of(item);
                List<EnvironmentName> unknown = required.stream()
                        .filter(other -> known.find(other).isEmpty())
                        .toList();
                return unknown.isEmpty()
                        ? FormValidation.ok()
                        : FormValidation.warning(Messages.OrderDefinition_unknown(
                                unknown.stream().map(EnvironmentName::value).collect(Collectors.joining(", ")),
                                known.all().stream()
                                        .map(environment -> environment.name().value())
                                        .collect(Collectors.joining(", "))));
            });
        }

        /** Refuses what is no duration, and one that is too long. */
        @POST
        public FormValidation doCheckSoak(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            OrderDefinition definition = new OrderDefinition(List.of("any"));
            definition.setSoak(value);
            return FieldCheck.of(definition::toRule);
        }

        /** The two ways to count. */
        @POST
        public ListBoxModel doFillRequireItems(@AncestorInPath Item item) {
            FormAccess.check(item);
            ListBoxModel ways = new ListBoxModel();
            ways.add(Messages.OrderDefinition_all(), ALL);
            ways.add(Messages.OrderDefinition_any(), ANY);
            return ways;
        }
    }
}
