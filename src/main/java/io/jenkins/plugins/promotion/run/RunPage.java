package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.Digest;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All cards of a build for one reader at one moment.
 *
 * @param cards in the order in which they were asked for
 * @param open the key of the card that is open when nobody chose, {@code null} for none
 * @param settled whether nothing will change any more
 */
@Restricted(NoExternalUse.class)
public record RunPage(List<EnvironmentCard> cards, String open, boolean settled) {
    static RunPage of(List<EnvironmentCard> cards, boolean settled) {
        String open = null;
        for (EnvironmentCard card : cards) {
            if (card.attention()) {
                open = card.key();
            }
        }
        return new RunPage(List.copyOf(cards), open, settled);
    }

    /** Differs when anything that the reader sees differs. */
    public String digest() {
        return Digest.of(this);
    }
}
