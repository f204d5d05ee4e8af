package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.form.FieldCheck;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a request must say, as an administrator writes it. It may hold what is not allowed. */
public final class RequestDefinition implements Describable<RequestDefinition> {
    private boolean ticket;
    private boolean notes;

    /** Asks for nothing yet, which is not allowed. */
    @DataBoundConstructor
    public RequestDefinition() {}

    /** Whether it must name a ticket. */
    public boolean isTicket() {
        return ticket;
    }

    @DataBoundSetter
    public void setTicket(boolean ticket) {
        this.ticket = ticket;
    }

    /** Whether it must have notes. */
    public boolean isNotes() {
        return notes;
    }

    @DataBoundSetter
    public void setNotes(boolean notes) {
        this.notes = notes;
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    RequestRule toRule() {
        return new RequestRule(ticket, notes);
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<RequestDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RequestDefinition_displayName();
        }

        /** Refuses to ask for nothing. */
        @POST
        public FormValidation doCheckNotes(
                @AncestorInPath Item item, @QueryParameter boolean value, @QueryParameter boolean ticket) {
            FormAccess.check(item);
            return FieldCheck.of(() -> new RequestRule(ticket, value));
        }
    }
}
