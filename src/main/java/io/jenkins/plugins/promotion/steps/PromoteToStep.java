package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Descriptor.FormException;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.config.TagDefinition;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.RulesInForce;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import io.jenkins.plugins.promotion.runtime.DeployedChanges;
import io.jenkins.plugins.promotion.security.People;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Brings a release into an environment, once its rules allow it: {@code promoteTo('production') { ... }}.
 *
 * <p>With a block, or as an option of a Declarative stage, the block is the deployment. On a line of its own, the rest of
 * the enclosing block is, see {@link PromoteEnclosingStep}.
 */
public class PromoteToStep extends Step implements PromotingStep {
    private static final long serialVersionUID = 1L;

    private final String environment;
    private String version;
    private String artifact;
    private String application;
    private String notes;
    private String ticket;
    private String onFailure;
    private String waitTimeout;
    private List<String> checklist;
    private String migration;
    private TagDefinition tag;

    /** @param environment the name of a configured environment */
    @DataBoundConstructor
    public PromoteToStep(String environment) {
        this.environment = environment;
    }

    /** Where to. */
    public String getEnvironment() {
        return environment;
    }

    /** What people call the release; by default what this build promoted before, its commit, or its number. */
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** @param version one line of at most 256 characters */
    @DataBoundSetter
    public void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    /** What is deployed, by content: references {@code name@sha256:...} and patterns of workspace files, by comma. */
    @CheckForNull
    public String getArtifact() {
        return artifact;
    }

    /** @param artifact references and patterns, separated by commas */
    @DataBoundSetter
    public void setArtifact(String artifact) {
        this.artifact = Util.fixEmptyAndTrim(artifact);
    }

    /** What is released, where that is not the job. */
    @CheckForNull
    public String getApplication() {
        return application;
    }

    /** @param application a name in the folder of the job */
    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Util.fixEmptyAndTrim(application);
    }

    /** Free text for the history. */
    @CheckForNull
    public String getNotes() {
        return notes;
    }

    /** @param notes shown with the promotion */
    @DataBoundSetter
    public void setNotes(String notes) {
        this.notes = Util.fixEmptyAndTrim(notes);
    }

    /** Where the change was agreed. */
    @CheckForNull
    public String getTicket() {
        return ticket;
    }

    /** @param ticket a reference, such as an issue key */
    @DataBoundSetter
    public void setTicket(String ticket) {
        this.ticket = Util.fixEmptyAndTrim(ticket);
    }

    /** What a failure is answered with: {@code leave} or {@code rollback}. */
    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    /** @param onFailure {@code leave}, the default, or {@code rollback} */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        String given = Util.fixEmptyAndTrim(onFailure);
        this.onFailure = "leave".equals(given) ? null : given;
    }

    /** How long it may wait, such as {@code 2d}. */
    @CheckForNull
    public String getWaitTimeout() {
        return waitTimeout;
    }

    /** @param waitTimeout a duration; without one it waits as long as the build lives */
    @DataBoundSetter
    public void setWaitTimeout(String waitTimeout) {
        this.waitTimeout = Util.fixEmptyAndTrim(waitTimeout);
    }

    /** What has to be ticked for this promotion beside what the environment asks for; empty for nothing. */
    public List<String> getChecklist() {
        return checklist == null ? List.of() : List.copyOf(checklist);
    }

    /** @param checklist items, each one line, each once */
    @DataBoundSetter
    public void setChecklist(List<String> checklist) {
        List<String> items = items(checklist == null ? Stream.of() : checklist.stream());
        this.checklist = items.isEmpty() ? null : new ArrayList<>(items);
    }

    private static List<String> items(Stream<String> lines) {
        return lines.map(Util::fixEmptyAndTrim).filter(Objects::nonNull).toList();
    }

    /** The items as the form has them, one a line. */
    @Restricted(NoExternalUse.class)
    public String getChecklistText() {
        return String.join("\n", getChecklist());
    }

    /** What it does to the data: {@code none}, {@code backwardCompatible} or {@code irreversible}. */
    @CheckForNull
    public String getMigration() {
        return migration;
    }

    /** @param migration {@code none}, the default, {@code backwardCompatible} or {@code irreversible} */
    @DataBoundSetter
    public void setMigration(String migration) {
        String given = Util.fixEmptyAndTrim(migration);
        this.migration = Migration.NONE.word().equals(given) ? null : given;
    }

    /** What the release is tagged with once it is verified; {@code null} for nothing but what the environment asks for. */
    @CheckForNull
    public TagDefinition getTag() {
        return tag;
    }

    /** @param tag such as {@code releaseTag('v{version}')} */
    @DataBoundSetter
    public void setTag(TagDefinition tag) {
        this.tag = tag;
    }

    @Override
    public String function() {
        return PromoteToVariable.NAME;
    }

    @Override
    public Asked ask(Run<?, ?> run, ApplicationSlots slots, EnvironmentName target, @CheckForNull FilePath workspace)
            throws IOException, InterruptedException {
        CarriedRequest carried = CarriedRequest.of(run);
        if (carried != null && carried.isRollback()) {
            return CarriedAsk.rollback(carried, run, slots, target);
        }
        Release release = carried == null
                ? RequestedRelease.of(this, run, slots, workspace)
                : CarriedAsk.release(carried, run, slots);
        Migration parsed = migration == null ? null : Migration.parse("migration", migration);
        return new Asked(
                release,
                deadline -> new Command.Request(
                        Kind.PROMOTION,
                        release,
                        People.initiator(run),
                        OnFailure.parse("onFailure", onFailure),
                        deadline,
                        carried == null || carried.reason() == null ? notes : carried.reason(),
                        ticket,
                        DeployedChanges.of(slots, target, release, run),
                        null,
                        null,
                        getChecklist(),
                        CarriedAsk.migration(carried, slots, parsed),
                        null),
                List.of(),
                tag == null ? null : tag.toTag());
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        CarriedRequest carried = CarriedRequest.of(context.get(Run.class));
        if (CarriedAsk.isElsewhere(carried, environment)) {
            return new SkippedExecution(environment, carried, context);
        } else if (carried != null) {
            carried.hear();
        }
        return new PromoteToExecution(this, context);
    }

    /** How the step is found and offered. */
    @Extension
    public static class DescriptorImpl extends PromotingDescriptor {
        @Override
        public String getFunctionName() {
            return "promoteTo";
        }

        @Override
        public String getDisplayName() {
            return Messages.PromoteToStep_displayName();
        }

        /** Takes the items of the form apart, one a line. */
        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            if (form.opt("checklist") instanceof String text) {
                form.put("checklist", text.lines().toList());
            }
            return super.newInstance(request, form);
        }

        /** Whether the lines can be the items of a checklist. */
        public FormValidation doCheckChecklist(@QueryParameter String value) {
            return FieldCheck.optional(
                    value, text -> new ChecklistRule(RulesInForce.CHECKLIST_OF_THE_BUILD, items(text.lines())));
        }

        /** None, compatible or irreversible. */
        public ListBoxModel doFillMigrationItems() {
            ListBoxModel model = new ListBoxModel();
            model.add(Messages.PromoteToStep_migration_none(), Migration.NONE.word());
            model.add(Messages.PromoteToStep_migration_backwardCompatible(), Migration.BACKWARD_COMPATIBLE.word());
            model.add(Messages.PromoteToStep_migration_irreversible(), Migration.IRREVERSIBLE.word());
            return model;
        }

        /** Leave or roll back. */
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel model = new ListBoxModel();
            model.add(Messages.PromoteToStep_onFailure_leave(), "leave");
            model.add(Messages.PromoteToStep_onFailure_rollback(), "rollback");
            return model;
        }
    }
}
