package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One promotion of a build as a card.
 *
 * @param id the promotion
 * @param application the name that the Jenkinsfile gave, {@code null} for the default
 * @param environment where to
 * @param mark where it is
 * @param hotfix the mark of an emergency hotfix, {@code null} when it is none
 * @param watch the mark of the watch after its build, {@code null} when there is nothing to be pointed at
 * @param from the version that is replaced, {@code null} when that is not what matters
 * @param version what it brings, or what is live again; {@code null} when the ledger cannot be read
 * @param commit the start of the revision, {@code null} when unknown
 * @param note a line below the version, {@code null} for none
 * @param since since when it is in this state, with {@code sinceWord} before it; {@code null} for no time
 * @param sinceWord such as Since
 * @param attention whether it is to be open when nobody chose
 * @param ahead whether it has not been entered yet
 * @param details what hangs below
 */
@Restricted(NoExternalUse.class)
public record EnvironmentCard(
        String id,
        String application,
        String environment,
        Mark mark,
        Mark hotfix,
        Mark watch,
        String from,
        String version,
        String commit,
        String note,
        Moment since,
        String sinceWord,
        boolean attention,
        boolean ahead,
        Details details) {
    /** What a form under one of its rules is about. */
    public String about(String rule) {
        return RunDecisions.about(id, rule);
    }

    /** Its name in the document, unique among the cards of a build. */
    public String key() {
        return "promo-" + id + (application == null ? "" : "-" + application);
    }
}
