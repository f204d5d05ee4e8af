package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One release of the history.
 *
 * @param commit the start of the revision, {@code null} when unknown
 * @param approvedBy the names of those who approved, {@code null} when nobody had to
 * @param took from the request to the end, {@code null} while it has not ended
 * @param reason why it ended so, {@code null} when the outcome says it all
 */
@Restricted(NoExternalUse.class)
public record ReleaseRow(
        String environment,
        String version,
        String commit,
        Moment when,
        String by,
        String approvedBy,
        Mark outcome,
        String took,
        BuildLink build,
        String reason) {}
