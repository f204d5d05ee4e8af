package io.jenkins.plugins.promotion.gate;

import io.jenkins.plugins.promotion.view.CheckRow;
import io.jenkins.plugins.promotion.view.Digest;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All gates of a build for one reader at one moment.
 *
 * @param cards in the order in which they began
 * @param settled whether nothing will change any more
 */
@Restricted(NoExternalUse.class)
public record GatesPage(List<Card> cards, boolean settled) {
    /**
     * One gate.
     *
     * @param id unique in its build
     * @param title what it is about
     * @param mark where it is
     * @param sentence what it waits for, or why it ended
     * @param whenWord what the moment is, such as Soak until; {@code null} for no moment
     * @param when the moment
     * @param rows one for each check
     */
    public record Card(
            String id, String title, Mark mark, String sentence, String whenWord, Moment when, List<CheckRow> rows) {
        /** Its name in the document. */
        public String key() {
            return "promo-gate-" + id;
        }
    }

    /** Differs when anything that the reader sees differs. */
    public String digest() {
        return Digest.of(this);
    }
}
