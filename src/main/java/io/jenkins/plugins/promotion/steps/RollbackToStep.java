package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlanner;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;

/**
 * Brings a release back that was verified in an environment before: {@code rollbackTo(environment: 'production', reason:
 * '...') { ... }}. The block is the deployment of that release.
 */
public final class RollbackToStep extends Step implements PromotingStep {
    private static final long serialVersionUID = 1L;

    static final String FUNCTION = "rollbackTo";

    private final String environment;
    private String to;
    private String reason;
    private boolean withoutQuarantine;
    private String application;
    private String ticket;
    private String waitTimeout;

    /** @param environment the name of a configured environment */
    @DataBoundConstructor
    public RollbackToStep(String environment) {
        this.environment = environment;
    }

    @Override
    public String getEnvironment() {
        return environment;
    }

    /** Back to what: {@code previous}, a version, or the id of a promotion. */
    public String getTo() {
        return to == null ? RollbackPlanner.PREVIOUS : to;
    }

    /** @param to {@code previous}, the default, a version, or the id of a promotion */
    @DataBoundSetter
    public void setTo(String to) {
        String given = Util.fixEmptyAndTrim(to);
        this.to = RollbackPlanner.PREVIOUS.equals(given) ? null : given;
    }

    /** Why, for the history. */
    @CheckForNull
    public String getReason() {
        return reason;
    }

    /** @param reason needed */
    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    /** Whether the release that is left goes into quarantine. */
    public boolean isQuarantine() {
        return !withoutQuarantine;
    }

    /** @param quarantine true, unless it is said otherwise */
    @DataBoundSetter
    public void setQuarantine(boolean quarantine) {
        this.withoutQuarantine = !quarantine;
    }

    @CheckForNull
    @Override
    public String getApplication() {
        return application;
    }

    /** @param application a name in the folder of the job */
    @DataBoundSetter
    public void setApplication(String application) {
        this.application = Util.fixEmptyAndTrim(application);
    }

    /** Where it was agreed. */
    @CheckForNull
    public String getTicket() {
        return ticket;
    }

    /** @param ticket a reference, such as an issue key */
    @DataBoundSetter
    public void setTicket(String ticket) {
        this.ticket = Util.fixEmptyAndTrim(ticket);
    }

    @CheckForNull
    @Override
    public String getWaitTimeout() {
        return waitTimeout;
    }

    /** @param waitTimeout a duration; without one it waits as long as the build lives */
    @DataBoundSetter
    public void setWaitTimeout(String waitTimeout) {
        this.waitTimeout = Util.fixEmptyAndTrim(waitTimeout);
    }

    @Override
    public String function() {
        return FUNCTION;
    }

    @Override
    public Asked ask(Run<?, ?> run, ApplicationSlots slots, EnvironmentName target, @CheckForNull FilePath workspace) {
        if (reason == null) {
            throw new InvalidValueException(
                    "reason", null, "a rollback needs one, for the history: reason: 'it loses orders'");
        }
        return new RequestedRollback(
                        new RequestedRollback.Wish(getTo(), null, reason, isQuarantine(), ticket, false),
                        run,
                        slots,
                        target)
                .ask();
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PromoteToExecution(this, context);
    }

    /** How the step is found and offered. */
    @Extension
    public static final class DescriptorImpl extends PromotingDescriptor {
        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @Override
        public String getDisplayName() {
            return Messages.RollbackToStep_displayName();
        }

        /** What can always be said. */
        public ComboBoxModel doFillToItems(@AncestorInPath Item item) {
            return new ComboBoxModel(RollbackPlanner.PREVIOUS);
        }

        /** Whether there is one. */
        public FormValidation doCheckReason(@QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.RollbackToStep_noReason())
                    : FormValidation.ok();
        }
    }
}
