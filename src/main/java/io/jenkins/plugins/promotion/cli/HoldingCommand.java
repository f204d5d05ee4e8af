package io.jenkins.plugins.promotion.cli;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import hudson.model.Items;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import jenkins.model.Jenkins;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;
import org.springframework.security.access.AccessDeniedException;

/** Holds an environment or lifts a hold: for one application, for all inside a folder, or for all on the controller. */
abstract class HoldingCommand extends PromotionCommand {
    @Argument(index = 0, metaVar = "ENVIRONMENT", required = true, usage = "HoldingCommand.environment")
    private String environment;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "HoldingCommand.reason")
    private String reason;

    @Option(name = "--job", metaVar = "JOB", forbids = "--folder", usage = "HoldingCommand.job")
    private String job;

    @Option(name = "--application", metaVar = "NAME", depends = "--job", usage = "ApplicationCommand.application")
    private String application;

    @Option(name = "--folder", metaVar = "FOLDER", forbids = "--job", usage = "HoldingCommand.folder")
    private String folder;

    protected abstract void ofOne(Decisions decisions, EnvironmentName name, String why);

    protected abstract void ofAll(EnvironmentHolds holds, EnvironmentName name, String why);

    /** What was done, with the place for which. */
    protected abstract String done(EnvironmentName name, String place);

    @Override
    protected final void act() {
        EnvironmentName name = EnvironmentName.of(environment);
        if (job != null) {
            NamedApplication named = NamedApplication.find(job, application);
            ofOne(
                    named.decisions(),
                    NamedApplication.environment(ApplicationSlots.of(named.application()), name),
                    reason);
            say(done(name, named.application().name().value()));
        } else {
            AbstractFolder<?> place = folder == null ? null : folder();
            ofAll(EnvironmentHolds.at(place), name, reason);
            say(done(
                    name,
                    place == null
                            ? Messages.HoldingCommand_everywhere()
                            : Messages.HoldingCommand_inside(place.getFullName())));
        }
    }

    private AbstractFolder<?> folder() {
        Item item;
        try {
            item = Jenkins.get().getItemByFullName(folder);
        } catch (AccessDeniedException e) {
            item = null; // whoever may only discover it
        }
        if (item instanceof AbstractFolder<?> found) {
            return found;
        }
        AbstractFolder<?> nearest = Items.findNearest(AbstractFolder.class, folder, Jenkins.get());
        throw new InvalidValueException(
                "folder",
                folder,
                "there is no such folder" + (nearest == null ? "" : "; did you mean '" + nearest.getFullName() + "'?"));
    }
}
