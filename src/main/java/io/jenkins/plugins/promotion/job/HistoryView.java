package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.view.Digest;
import io.jenkins.plugins.promotion.view.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A history for one reader at one moment.
 *
 * @param cards what is live where
 * @param page the releases that were asked for
 * @param environments the names of all environments
 * @param warnings what happened to the ledgers themselves, a sentence each
 * @param settled whether nothing is on its way
 */
@Restricted(NoExternalUse.class)
public record HistoryView(
        List<LiveCard> cards, HistoryPage page, List<String> environments, List<String> warnings, boolean settled) {
    static HistoryView of(ApplicationSlots application, Times times, HistoryFilter filter, int page, int size) {
        HistoryFactory factory = new HistoryFactory(application, times);
        List<LiveCard> cards = factory.cards();
        List<String> warnings = new ArrayList<>();
        for (EnvironmentName name : factory.history().slots().keySet()) {
            for (Path torn : ReleaseHistory.tornTails(application, name)) {
                warnings.add(Messages.HistoryView_torn(name, torn.getFileName()));
            }
        }
        return new HistoryView(
                cards,
                factory.page(filter, page, size),
                cards.stream().map(LiveCard::environment).toList(),
                warnings,
                cards.stream().allMatch(card -> card.moves().isEmpty()));
    }

    /** Differs when anything of the cards differs. */
    public String digest() {
        return Digest.of(cards);
    }
}
