package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One release of the history.
 *
 * @param commit the start of the revision, {@code null} when unknown
 * @param approvedBy the names of those who approved, {@code null} when nobody had to
 * @param took from the request to the end, {@code null} while it has not ended
 * @param marks what else is remarkable: hotfix, overrides, quarantine
 * @param notes why it ended so, and all that the marks stand for, in sentences
 * @param quarantinable the promotion by which the reader can put the release into quarantine, {@code null} when they cannot
 * @param promotable the promotion whose release the reader can have brought elsewhere, {@code null} when they cannot
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
        List<Mark> marks,
        List<String> notes,
        String quarantinable,
        String promotable) {}
