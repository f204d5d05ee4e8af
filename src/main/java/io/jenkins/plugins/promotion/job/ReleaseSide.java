package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Times;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One of the two releases that a preview compares.
 *
 * @param promotion the id under which it came
 * @param since when that ended, or was asked for when it has not
 * @param by who asked for it
 */
@Restricted(NoExternalUse.class)
public record ReleaseSide(
        String promotion, String version, String commit, Mark mark, BuildLink build, Moment since, String by) {
    static ReleaseSide of(ApplicationSlots slots, Promotion promotion, Times times) {
        return new ReleaseSide(
                promotion.id().toString(),
                promotion.release().version(),
                ReleaseRows.shortened(promotion.release().commit()),
                Mark.of(promotion),
                BuildLink.of(slots.application(), promotion.release().build()),
                times.moment(promotion.endedAt() == null ? promotion.requestedAt() : promotion.endedAt()),
                promotion.requested().by().display());
    }
}
