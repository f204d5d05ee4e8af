package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One reason why an environment is held.
 *
 * @param sentence for what it is held
 * @param by who set it, {@code null} for the configuration
 * @param since since when, {@code null} for the configuration
 * @param reason why
 * @param lifters who can lift it, {@code null} when the reader can, here
 */
@Restricted(NoExternalUse.class)
public record HeldLine(String sentence, Person by, Moment since, String reason, String lifters) {
    /** What of it is told when it changes. */
    public String meaning() {
        return sentence + ": " + reason;
    }
}
