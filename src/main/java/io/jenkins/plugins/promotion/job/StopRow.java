package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Something that people stopped or found: a hold, a quarantine, or an acknowledgement.
 *
 * @param mark which of them
 * @param environment where it was set
 * @param about the version that it is about, or for what an environment is held
 * @param by who
 * @param at when
 * @param reason why
 * @param end how it was lifted, {@code null} while it is in force and for what needs no end
 * @param inForce whether it stops anything now
 * @param identity the release that the reader can let out of quarantine by it, {@code null} when there is nothing to lift here
 */
@Restricted(NoExternalUse.class)
public record StopRow(
        Mark mark,
        String environment,
        String about,
        Person by,
        Moment at,
        String reason,
        End end,
        boolean inForce,
        String identity) {
    /** Who lifted it, when and why. */
    @Restricted(NoExternalUse.class)
    public record End(Person by, Moment at, String reason) {}

    /** Whether it is a release that is in quarantine now. */
    public boolean isQuarantine() {
        return inForce && mark.equals(Mark.quarantined());
    }
}
