package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.BuildLink;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The question what is live, after a deployment of which the record does not know the end.
 *
 * @param sentence what happened
 * @param marked the promotion that is asked about
 * @param build the build of that promotion
 * @param reason what the record says of the end
 * @param candidate the version that was being deployed
 * @param previous the version that was live before, {@code null} when there was none
 * @param refusal why the reader cannot answer, {@code null} when they can
 */
@Restricted(NoExternalUse.class)
public record AcknowledgeForm(
        String sentence,
        String marked,
        BuildLink build,
        String reason,
        String candidate,
        String previous,
        String refusal) {}
