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
import io.jenkins.plugins.promotion.form.FieldCheck;
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
    private RequestDefinition request;
    private ArrayList<WindowDefinition> windows;
    private ArrayList<FreezeDefinition> freezes;
    private ArrayList<ChecklistDefinition> checklists;
    private ArrayList<ApprovalDefinition> approvals;
    private String queue;
    private Boolean refuseOlder;
    private HotfixDefinition hotfix;
    private String hold;
    private HealthDefinition health;
    private RollbackDefinition rollback;
    private WatchDefinition watch;
    private TagDefinition tag;

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

    /** What a request must say; {@code null} for no more than what goes where. */
    public RequestDefinition getRequest() {
        return request;
    }

    @DataBoundSetter
    public void setRequest(RequestDefinition request) {
        this.request = request;
    }

    /** When deployments may start: within a window of each rule of the list. */
    public List<WindowDefinition> getWindows() {
        return windows == null ? List.of() : List.copyOf(windows);
    }

    @DataBoundSetter
    public void setWindows(List<WindowDefinition> windows) {
        this.windows = new ArrayList<>(Util.fixNull(windows));
    }

    /** When no deployment may start. */
    public List<FreezeDefinition> getFreezes() {
        return freezes == null ? List.of() : List.copyOf(freezes);
    }

    @DataBoundSetter
    public void setFreezes(List<FreezeDefinition> freezes) {
        this.freezes = new ArrayList<>(Util.fixNull(freezes));
    }

    /** What people must tick: every list. */
    public List<ChecklistDefinition> getChecklists() {
        return checklists == null ? List.of() : List.copyOf(checklists);
    }

    @DataBoundSetter
    public void setChecklists(List<ChecklistDefinition> checklists) {
        this.checklists = new ArrayList<>(Util.fixNull(checklists));
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

    /** What an emergency hotfix takes; {@code null} where none can be declared. */
    public HotfixDefinition getHotfix() {
        return hotfix;
    }

    @DataBoundSetter
    public void setHotfix(HotfixDefinition hotfix) {
        this.hotfix = hotfix;
    }

    /** Why nothing may start, in any application; {@code null} when it may. */
    public String getHold() {
        return hold;
    }

    @DataBoundSetter
    public void setHold(String hold) {
        this.hold = Util.fixEmptyAndTrim(hold);
    }

    /** What must be well after every deployment; {@code null} where that is left to the builds. */
    public HealthDefinition getHealth() {
        return health;
    }

    @DataBoundSetter
    public void setHealth(HealthDefinition health) {
        this.health = health;
    }

    /** What rollbacks do without; {@code null} for nothing. */
    public RollbackDefinition getRollback() {
        return rollback;
    }

    @DataBoundSetter
    public void setRollback(RollbackDefinition rollback) {
        this.rollback = rollback;
    }

    /** How what is live is watched after its build has ended; {@code null} when nobody does. */
    public WatchDefinition getWatch() {
        return watch;
    }

    @DataBoundSetter
    public void setWatch(WatchDefinition watch) {
        this.watch = watch;
    }

    /** What every release is tagged with that is verified; {@code null} for nothing. */
    public TagDefinition getTag() {
        return tag;
    }

    @DataBoundSetter
    public void setTag(TagDefinition tag) {
        this.tag = tag;
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    Environment toEnvironment() {
        return new Environment(
                EnvironmentName.of(name),
                description,
                new EnvironmentRules(this).read(),
                QUEUE.meaning(queue),
                isRefuseOlder(),
                hotfix == null ? null : hotfix.toHotfix(),
                hold,
                health == null ? null : health.toDemand(),
                rollback == null ? null : rollback.toSettings(),
                watch == null ? null : watch.toSettings(),
                tag == null ? null : tag.toTag());
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
            return FieldCheck.answer(() -> {
                EnvironmentName name = EnvironmentName.of(Util.fixNull(value).strip());
                return item != null
                                && ConfiguredEnvironments.inherited(item)
                                        .find(name)
                                        .isPresent()
                        ? FormValidation.ok(Messages.EnvironmentDefinition_adds())
                        : FormValidation.ok();
            });
        }

        /** Refuses a reason that is too long; of any other, says what it does. */
        @POST
        public FormValidation doCheckHold(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            EnvironmentDefinition definition = new EnvironmentDefinition("any");
            definition.setHold(value);
            return FieldCheck.answer(() -> definition.toEnvironment().hold() == null
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.EnvironmentDefinition_held()));
        }
    }
}
