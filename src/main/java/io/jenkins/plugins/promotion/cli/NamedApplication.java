package io.jenkins.plugins.promotion.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.store.Application;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMSourceOwner;
import org.springframework.security.access.AccessDeniedException;

/**
 * An application as a command names it.
 *
 * @param application what is meant
 * @param job the job by which it was named, {@code null} for a multibranch project
 */
record NamedApplication(
        Application application, @CheckForNull Job<?, ?> job) {
    /**
     * Finds it for the present user. Of what they may not read they learn no more than of what does not exist.
     *
     * @param name the full name of a job or multibranch project
     * @param explicit the name that the Jenkinsfile gives, {@code null} for the default
     * @throws InvalidValueException when there is none
     */
    static NamedApplication find(String name, @CheckForNull String explicit) {
        Item item = item(name);
        if (item instanceof Job<?, ?> job) {
            Application application = Application.of(job, explicit);
            Item owner = application.item();
            if (owner == null || owner.hasPermission(Item.READ)) {
                return new NamedApplication(application, job);
            }
        } else if (item instanceof SCMSourceOwner && explicit == null) {
            return new NamedApplication(Application.of(item), null);
        } else if (item instanceof SCMSourceOwner) {
            throw new InvalidValueException(
                    "application", explicit, "name the branch whose Jenkinsfile gives this name, not the project");
        }
        Job<?, ?> nearest = Items.findNearest(Job.class, name, Jenkins.get());
        throw new InvalidValueException(
                "job",
                name,
                "there is no such job or multibranch project"
                        + (nearest == null ? "" : "; did you mean '" + nearest.getFullName() + "'?"));
    }

    Decisions decisions() {
        return Decisions.of(application, job);
    }

    /** @throws InvalidValueException when it is neither configured nor on record */
    static EnvironmentName environment(ApplicationSlots slots, EnvironmentName name) {
        return slots.names().contains(name)
                ? name
                : slots.environments().get(name).name();
    }

    private static Item item(String name) {
        try {
            return Jenkins.get().getItemByFullName(name);
        } catch (AccessDeniedException e) {
            return null; // whoever may only discover it
        }
    }
}
