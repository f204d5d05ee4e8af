package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One rule in the details of a promotion that waits.
 *
 * @param mark what it says
 * @param name what it is called
 * @param reason why
 * @param votes what was said under it
 * @param ballot what the reader may say under it, {@code null} when it is no approval rule
 * @param who who can change it
 * @param change what happens by itself
 * @param when when that is, {@code null} when there is no such time
 */
@Restricted(NoExternalUse.class)
public record RuleRow(
        Mark mark,
        String name,
        String reason,
        List<VoteLine> votes,
        Ballot ballot,
        String who,
        String change,
        Moment when) {}
