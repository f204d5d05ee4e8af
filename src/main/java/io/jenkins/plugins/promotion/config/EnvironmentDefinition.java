package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An environment as an administrator writes it. It may hold what is not allowed; saving refuses that. */
public final class EnvironmentDefinition implements Describable<EnvironmentDefinition> {
    static final String NEWEST_FIRST = "newestFirst";
    static final String IN_ORDER = "inOrder";
    private static final Words<QueuePolicy> QUEUE = new Words<>(
            "queue",
            QueuePolicy.NEWEST_FIRST,
            Map.of(NEWEST_FIRST, QueuePolicy.NEWEST_FIRST, IN_ORDER, QueuePolicy.IN_ORDER));

    private final String name;
    private String description;
    private OrderDefinition order;
    private ArrayList<ApprovalDefinition> approvals;
    private String queue;
    private Boolean refuseOlder;

    /** @param name the name of the environment */
    @DataBoundConstructor
    public EnvironmentDefinition(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** The name, {@code null} when none is given. */
    public String getName() {
        return name;
    }

    /** What the environment is for. */
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    /** Where a release must have been verified before; {@code null} for nowhere. */
    public OrderDefinition getOrder() {
        return order;
    }

    @DataBoundSetter
    public void setOrder(OrderDefinition order) {
        this.order = order;
    }

    /** Who must approve: every rule of the list. */
    public List<ApprovalDefinition> getApprovals() {
        return approvals == null ? List.of() : List.copyOf(approvals);
    }

    @DataBoundSetter
    public void setApprovals(List<ApprovalDefinition> approvals) {
        this.approvals = new ArrayList<>(Util.fixNull(approvals));
    }

    /** {@code newestFirst} or {@code inOrder}. */
    public String getQueue() {
        return queue == null ? NEWEST_FIRST : queue;
    }

    @DataBoundSetter
    public void setQueue(String queue) {
        this.queue = Util.fixEmptyAndTrim(queue);
    }

    /** Whether a release older than the live one is refused. */
    public boolean isRefuseOlder() {
        return refuseOlder == null || refuseOlder;
    }

    @DataBoundSetter
    public void setRefuseOlder(boolean refuseOlder) {
        this.refuseOlder = refuseOlder;
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    Environment toEnvironment() {
        EnvironmentName environmentName = EnvironmentName.of(name);
        List<Rule> rules = new ArrayList<>();
        if (order != null) {
            rules.add(order.toRule());
        }
        getApprovals().forEach(approval -> rules.add(approval.toRule()));
        return new Environment(environmentName, description, rules, QUEUE.meaning(queue), isRefuseOlder());
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<EnvironmentDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.EnvironmentDefinition_displayName();
        }

        /**
         * The rules in force of a saved definition in a sentence, with those that it inherits.
         *
         * @param place the folder whose form it is, or anything else
         * @return {@code null} for none, as while the definition is not allowed
         */
        public String sentence(Object place, EnvironmentDefinition definition) {
            try {
                return definition == null
                        ? null
                        : (place instanceof Item item
                                        ? ConfiguredEnvironments.of(item)
                                        : ConfiguredEnvironments.global())
                                .get(EnvironmentName.of(definition.getName()))
                                .sentence();
            } catch (InvalidValueException e) {
                return null;
            }
        }

        /** Refuses what is no name; on a folder, says which inherited environment the name tightens. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            try {
                EnvironmentName name = EnvironmentName.of(Util.fixNull(value).strip());
                return item != null
                                && ConfiguredEnvironments.inherited(item)
                                        .find(name)
                                        .isPresent()
                        ? FormValidation.ok(Messages.EnvironmentDefinition_adds())
                        : FormValidation.ok();
            } catch (InvalidValueException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
