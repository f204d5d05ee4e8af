package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One rule in the details of a promotion that waits, with what the reader can do there.
 *
 * @param key its name in the document, unique in its card
 * @param mark what it says
 * @param name what it is called
 * @param reason why
 * @param notes what else is to be known, a sentence each
 * @param votes what was said under it and counts
 * @param ballot what the reader may say under it, {@code null} when it is no approval rule
 * @param checklist its items, {@code null} when it is no checklist
 * @param overridable whether the reader may lift it, and it stands in the way
 * @param places where else something can be done
 * @param you whether the reader is among those who can change it
 * @param who who can change it
 * @param change what happens by itself
 * @param when when that is, {@code null} when there is no such time
 * @param zone the zone in which {@code when} is told, {@code null} where that goes without saying
 */
@Restricted(NoExternalUse.class)
public record RuleRow(
        String key,
        Mark mark,
        String name,
        String reason,
        List<String> notes,
        List<VoteLine> votes,
        Ballot ballot,
        Checklist checklist,
        boolean overridable,
        List<Place> places,
        boolean you,
        String who,
        String change,
        Moment when,
        String zone) {
    /**
     * Another page.
     *
     * @param url below the root of Jenkins
     * @param text what can be done there
     */
    public record Place(String url, String text) {}
}
